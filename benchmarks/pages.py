"""Pages for the benchmarks: realistic size and markup, Chinese text, places in and out of sense. Generated, seeded."""

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
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{title}————基准样板网</title>
<meta name="ArticleTitle" content="{title}"/><meta name="PubDate" content="{day} 08:{minute:02d}"/>
<script type="text/javascript">{script}</script>
<style>{style}</style></head>
<body>
<div class="header"><ul class="nav">{nav}</ul></div>
<section class="main"><div class="other_Location">首页 &gt; 要闻</div>
<div class="Article_61"><h2 class="tit">{title}</h2>
<h3 class="daty"><div class="daty_con"><em class="e e1">来源：基准样板报</em>
<em class="e e2">发布时间：{day} 08:{minute:02d}</em></div></h3>
<div class="content">{paragraphs}</div>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div></div>
<div class="side"><h3>相关阅读</h3><ul>{related}</ul></div></section>
<div class="footer">{footer}</div></body></html>
"""


class Pages:
    """`count` articles, list pages paged by script, all made from one seed."""

    def __init__(self, count: int, seed: int = 7) -> None:
        self.count, self.seed = count, seed
        self.filler = "var configuration = {" + ",".join(f'"key{n}":"{n * 7919}"' for n in range(900)) + "};"
        self.style = "".join(f".block{n} a{{color:#{n:03x};padding:{n % 9}px}}" for n in range(500))

    def path(self, number: int) -> str:
        """Address of an article."""
        return f"/yaowen/202403/t20240312_{100000 + number}.html"

    def title(self, number: int) -> str:
        """Headline of an article."""
        rng = random.Random(self.seed * 1_000_003 + number)
        return f"{rng.choice(PLACES)}{''.join(rng.sample(WORDS, 5))}第{number}回"

    def article(self, number: int) -> bytes:
        """An article page of about 85 kB with 12 to 30 paragraphs."""
        rng = random.Random(self.seed * 1_000_033 + number)
        paragraphs = "".join(f"<p>　　{self._paragraph(rng)}</p>\n" for _ in range(rng.randint(12, 30)))
        links = "".join(f'<li class="block{n}"><a href="/c{n}/">{rng.choice(WORDS)}{n}</a></li>' for n in range(250))
        related = "".join(f'<li><a href="{self.path(n)}">{self.title(n)}</a></li>' for n in range(8))
        return PAGE.format(
            title=self.title(number), day=f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}", minute=number % 60,
            script=self.filler, style=self.style, nav=links, paragraphs=paragraphs, related=related, footer=links,
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
