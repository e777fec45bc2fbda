"""Pages for the benchmarks: realistic size and markup, Chinese text, places in and out of sense. Generated, seeded.

Size and shape lie about halfway between the medians of 50 real pages of ccdi.gov.cn (34 kB, 206 elements, 22 links, 2 kB
of script and style) and 70 of other news sites (144 kB, 794 elements, 160 links, 45 kB), counted in 2026-11: 85 kB, 530
elements, 86 links, 22 kB. Menus and footer are the same on every page, as on a site.
"""

from __future__ import annotations

import random

LIST_SIZE = 50
PLACES = (
    "晋城市",
    "山西省阳城县",
    "沈阳城区",
    "长治久安",
    "浙江省湖州市",
    "云南省富源县纪委监委",
    "高平",
    "城区",
    "重庆市北碚区",
    "大同市",
)
WORDS = [
    "监督",
    "检查",
    "干部",
    "群众",
    "工作",
    "整改",
    "问题",
    "线索",
    "制度",
    "落实",
    "村务",
    "公开",
    "资金",
    "项目",
    "巡察",
    "反馈",
    "推动",
    "责任",
    "情况",
    "企业",
    "部门",
    "服务",
    "窗口",
    "办理",
    "流程",
    "清单",
    "台账",
    "走访",
    "座谈",
    "核实",
    "通报",
    "教育",
    "培训",
    "作风",
    "建设",
    "治理",
    "重点",
    "领域",
    "环节",
    "机制",
    "协作",
    "片区",
    "乡镇",
    "社区",
    "学校",
    "医院",
    "道路",
    "水渠",
    "农田",
    "合作社",
]
CONNECTORS = ("，", "，", "，", "、", "；", "。")

PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>{title}————基准样板网</title>
<meta name="ArticleTitle" content="{title}"/><meta name="PubDate" content="{day} 08:{minute:02d}"/>
<meta name="keywords" content=""/><meta name="description" content=""/>
<link rel="stylesheet" href="/images/public.css" /><script type="text/javascript" src="/images/jquery.min.js"></script>
<script type="text/javascript">{script}</script>
<style>{style}</style></head>
<body>
{head}
<section class="main"><div class="other_Location">首页 &gt; 要闻</div>
<div class="Article_61"><h2 class="tit">{title}</h2>
<h3 class="daty"><div class="daty_con"><em class="e e1">来源：基准样板报</em>
<em class="e e2">发布时间：{day} 08:{minute:02d}</em></div></h3>
<div class="content"><div class="TRS_Editor">{paragraphs}</div></div>
<div class="share">分享到：<a href="javascript:void(0)" class="weixin">微信</a><a href="javascript:void(0)">微博</a></div></div>
<div class="side"><h3>相关阅读</h3><ul>{related}</ul></div></section>
{foot}</body></html>
"""
EDITOR_STYLE = (
    "margin-top: 0px; margin-bottom: 15px; padding: 0px; font-size: 16px; line-height: 2em; text-indent: 2em; "
    "font-family: 宋体, SimSun, &quot;Microsoft YaHei&quot;; color: rgb(51, 51, 51); white-space: normal; "
    "background-color: rgb(255, 255, 255); text-align: justify;"
)


class Pages:
    """`count` articles, list pages paged by script, all made from one seed."""

    def __init__(self, count: int, seed: int = 7) -> None:
        self.count, self.seed = count, seed
        self.script = "var configuration = {" + ",".join(f'"key{n}":"{n * 7919}"' for n in range(700)) + "};"
        self.style = "".join(f".block{n} a{{color:#{n:03x};padding:{n % 9}px}}" for n in range(250))
        rng = random.Random(seed)
        menu = "\n".join(self._menu(rng, part, links) for part, links in enumerate((12, 10, 10, 10, 9)))
        icon = "".join(
            rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") for _ in range(18000)
        )
        self.head = f'<div class="header"><img class="logo" src="data:image/png;base64,{icon}" alt="">\n{menu}\n</div>'
        boxes = "\n".join(self._menu(rng, part, links) for part, links in enumerate((8, 8, 9), 5))
        note = "<!-- " + "模板说明 " * 350 + "-->"
        self.foot = f'<div class="footer">{note}\n{boxes}<div class="copyright"><p>主办：基准样板网</p></div></div>'

    def _menu(self, rng: random.Random, part: int, links: int) -> str:
        rows = "\n".join(
            f'            <li class="item item-{part}-{n}">\n                <div class="in">\n                    <span class="ico"></span>\n'
            f'                    <a href="/c{part}/column_{part:02d}_{n:03d}/index.html" target="_blank" title="{word}" class="lnk">'
            f"<em>{word}</em></a>\n                </div>\n            </li>"
            for n in range(links)
            for word in [rng.choice(WORDS) + rng.choice(WORDS)]
        )
        heading = rng.choice(WORDS)
        return f'    <div class="box box{part}"><div class="hd"><h4>{heading}</h4></div>\n        <ul>\n{rows}\n        </ul></div>'

    def path(self, number: int) -> str:
        """Address of an article."""
        return f"/yaowen/202403/t20240312_{100000 + number}.html"

    def title(self, number: int) -> str:
        """Headline of an article."""
        rng = random.Random(self.seed * 1_000_003 + number)
        return f"{rng.choice(PLACES)}{''.join(rng.sample(WORDS, 5))}第{number}回"

    def article(self, number: int) -> bytes:
        """An article page with 10 to 22 paragraphs, about 2,000 characters of text."""
        rng = random.Random(self.seed * 1_000_033 + number)
        paragraphs = "\n".join(
            f'<p style="{EDITOR_STYLE}"><span style="{EDITOR_STYLE}"><span style="font-size: 16px;">　　{self._paragraph(rng)}</span></span></p>'
            for _ in range(rng.randint(10, 22))
        )
        related = "\n".join(
            f'<li><i></i><a href="{self.path(n)}" target="_blank">{self.title(n)}</a></li>'
            for n in range(number, number + 8)
        )
        return PAGE.format(
            title=self.title(number), day=f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}", minute=number % 60,
            script=self.script, style=self.style, head=self.head, foot=self.foot, paragraphs=paragraphs, related=related,
        ).encode()  # fmt: skip

    def _paragraph(self, rng: random.Random) -> str:
        parts = []
        for _ in range(rng.randint(12, 40)):
            parts.append(rng.choice(PLACES) if rng.random() < 0.04 else rng.choice(WORDS))
            parts.append(rng.choice(WORDS) + rng.choice(CONNECTORS) if rng.random() < 0.5 else rng.choice(WORDS))
        return "".join(parts) + "。"

    def list_page(self, index: int) -> bytes:
        """A list page with `LIST_SIZE` links; index 0 is the first."""
        numbers = range(index * LIST_SIZE, min(self.count, (index + 1) * LIST_SIZE))
        rows = "\n".join(
            f'<li><div class="title"><a href="{self.path(n)}">{self.title(n)}</a></div>'
            f'<div class="more">2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}</div></li>'
            for n in numbers
        )
        pages = -(-self.count // LIST_SIZE)
        return (
            '<html><head><meta charset="utf-8"><title>要闻_基准样板网</title></head><body>'
            f'<ul class="list_news_dl2 fixed">{rows}</ul>'
            f'<script>createPageHTML({pages}, {index}, "index", "html");</script></body></html>'
        ).encode()

    def respond(self, path: str) -> bytes | None:
        """Body for a path; None when there is nothing."""
        folder, _, name = path.rpartition("/")
        if folder == "/yaowen":
            return self.list_page(int(name[6:-5]) if name.startswith("index_") else 0)
        number = name.rpartition("_")[2].removesuffix(".html")
        return self.article(int(number) - 100000) if number.isdigit() else None
