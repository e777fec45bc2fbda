"""A small site under ccdi's own paths, which a test can change between two runs."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from crawler.items import SHANGHAI
from crawler.spiders.ccdi import CcdiSpider

CAPTCHA = (
    "<html><head><title></title><script src='/_bot_sbu/captcha.js'></script></head><body>"
    "<div id='captchaPage'><input type='hidden' id='urlLink' value='aHR0cDovLw=='>"
    "<input type='hidden' id='infoString' value='eyJ0eXAiOiJibGFja2xpc3QifQ=='></div>"
    "<script>new comImageValidate({server:'seccaptcha.haplat.net'})</script></body></html>"
)

LIST = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{name}_样板网站</title></head><body><div class="nav"><a href="/">首页</a><a href="/yaowenn/">要闻</a></div>
<div class="other_center"><ul class="list_news_dl2 fixed">
{rows}
</ul></div><div class="page"><script>createPageHTML({pages}, {current}, "index", "html");</script></div>
<div class="footer"><a href="/about.html">关于我们</a></div></body></html>"""

ARTICLE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{title}————样板网站</title><meta name="ArticleTitle" content="{title}"></head><body>
<div class="nav"><a href="/">首页</a><a href="/yaowenn/">要闻</a></div>
<section class="main"><div class="other_Location">首页 &gt; 要闻</div><div class="Article_61"><h2 class="tit">{title}</h2>
<h3 class="daty"><div class="daty_con"><em class="e e1">来源：样板日报</em>
<em class="e e2">发布时间：{day} 08:{minute:02d}</em></div></h3>
<div class="content">{paragraphs}</div></div></section>
<div class="footer">版权所有 样板网站</div></body></html>"""

SENTENCES = (
    "本期样板文章第{n}篇介绍一个虚构县区的监督做法，工作人员走进村组和企业，逐户听取意见，把问题记在本上。",
    "第{n}次回访时，负责人说，整改不能停在纸面上，要让办事的人少跑一趟路，让群众当面看到结果。",
    "参加回访的还有{n}名村务监督员，他们对照清单，逐项核实经费去向，并把核实情况张贴在公示栏里。",
)


@dataclass
class TinySite:
    """`count` articles in every declared section's list, `per_page` to a list page."""

    count: int = 6
    per_page: int = 4
    list_class: str = "list_news_dl2"
    gated: Callable[[str], bool] = lambda path: False
    statuses: dict[str, int] = field(default_factory=dict)
    extra: dict[int, str] = field(default_factory=dict)
    etags: bool = True
    down: bool = False

    # A site whose newest article is old would be `stale`: the dates end today, whatever day that is.
    today: datetime.date = field(default_factory=lambda: datetime.datetime.now(SHANGHAI).date())

    def day(self, number: int) -> datetime.date:
        return self.today - datetime.timedelta(days=self.count - number)

    def article_path(self, number: int) -> str:
        return f"/yaowenn/202403/t20240310_{number}.html"

    def respond(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        html = {"Content-Type": "text/html"}
        if path in self.statuses:
            return self.statuses[path], html, b"<html><body><h1>error</h1></body></html>"
        if path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n"
        if self.gated(path):
            return 200, html, CAPTCHA.encode()
        for number in range(1, self.count + 1):
            if path == self.article_path(number):
                return self.article(number, headers)
        folder, _, page = path.rpartition("/")
        if any(section.url.endswith(f"{folder}/") for section in CcdiSpider.sections):
            number = int(page.removeprefix("index_").removesuffix(".html")) if page.startswith("index_") else 0
            return 200, html, self.list_page(number).encode()
        return 404, html, b"<html><head><title>404</title></head><body>404 Not Found</body></html>"

    def article(self, number: int, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        texts = [sentence.format(n=number) for sentence in SENTENCES] + [self.extra.get(number, "")]
        paragraphs = "".join(f"<p>　　{text}</p>" for text in texts if text)
        page = ARTICLE.format(
            title=f"样板文章之事例{chr(0x4E00 + number)}", day=self.day(number), minute=number, paragraphs=paragraphs
        ).encode()
        tag = f'"{hash(page):x}"'
        given = {name.lower(): value for name, value in headers.items()}
        if self.etags and given.get("if-none-match") == tag:
            return 304, {"ETag": tag}, b""
        return 200, {"Content-Type": "text/html; charset=utf-8", **({"ETag": tag} if self.etags else {})}, page

    def list_page(self, index: int) -> str:
        pages = -(-self.count // self.per_page)
        newest = self.count - index * self.per_page
        rows = "\n".join(
            f'<li><div class="title"><a href="{self.article_path(number)}">样板文章之事例{chr(0x4E00 + number)}</a></div>'
            f'<div class="more"><span>{self.day(number)}</span></div></li>'
            for number in range(newest, max(0, newest - self.per_page), -1)
        )
        text = LIST.format(name="要闻", rows=rows, pages=pages, current=index)
        return text.replace("list_news_dl2", self.list_class)


@pytest.fixture
def tiny(stand_in, scrapy, data_dir):
    """The site, a server for it, and `crawl()` that runs the ccdi spider against it."""

    class Tiny:
        def __init__(self):
            self.site = TinySite()
            self.server = stand_in(self.site.respond)
            self.data_dir = data_dir

        def crawl(self, *args, **settings):
            before = len(self.server.requests)
            settings = {"HOST_MAP": f"www.ccdi.gov.cn=127.0.0.1:{self.server.port}", **settings}
            ran = scrapy("crawl", "ccdi", *args, **settings)
            self.asked = self.server.requests[before:]
            return ran

        @property
        def articles_asked(self):
            return [path for path in self.asked if "/t2024" in path]

        @property
        def feed(self):
            return json.loads((data_dir / "feeds" / "all.json").read_text("utf-8"))["items"]

        @property
        def report(self):
            newest = max((data_dir / "runs").glob("*.json"))
            return json.loads(newest.read_text("utf-8"))

    return Tiny()
