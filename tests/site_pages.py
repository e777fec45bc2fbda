"""Saved pages of sites: what a case is, and how its page is read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler import extract, settings
from crawler.extract.links import Link
from crawler.families.answers import content_type
from crawler.families.articles import ArticleSpider
from crawler.families.daily import DailySpider, Edition
from crawler.items import json_text
from tests.conftest import PROJECT
from tests.families import FAMILIES

SITES, FAMILY_PAGES = PROJECT / "tests" / "sites", PROJECT / "tests" / "families"
LOADER = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": settings.SPIDER_MODULES}))

NOT_YET = {
    "qinfeng_shangluo/article": "a rare surname (丹) in an info line without labels",
    "xzjjw/article": "a Tibetan name of four characters (米玛卓嘎) that begins like a surname",
}
"""Pages that are not read as expected.json says, and why."""

ARTICLE_FIELDS = (
    "url", "canonical_url", "title", "kicker", "subtitle", "date", "date_published", "date_raw", "series_title",
    "series_number", "series_part", "headline", "body", "source", "outlet", "authors", "byline_raw", "editor", "section",
    "print", "language", "next_page", "warnings",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A folder with page.html (or page.json), meta.json, and expected.json once somebody has read it."""

    folder: Path

    def __str__(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    @cached_property
    def meta(self) -> dict[str, Any]:
        return json.loads((self.folder / "meta.json").read_text("utf-8"))

    @property
    def expected(self) -> Path:
        return self.folder / "expected.json"

    @cached_property
    def page(self) -> bytes:
        return next(self.folder.glob("page.*")).read_bytes()

    @property
    def kind(self) -> str:
        """article, list, issue; of a newspaper also days, pages, links."""
        return self.meta["kind"]

    @property
    def spider(self) -> type[ArticleSpider]:
        name = self.folder.parent.name
        return FAMILIES[name] if self.folder.is_relative_to(FAMILY_PAGES) else LOADER.load(name)

    def read(self, page: bytes | None = None) -> dict[str, Any]:
        """What the spider makes of the page, or of another one in its place."""
        spider = self.spider()
        address = self.meta["url"]
        response = HtmlResponse(address, body=self.page if page is None else page, headers=self.meta["headers"])
        response.request = Request(address)
        if self.kind == "article":
            return _article(spider, response)
        if self.kind in ("list", "issue"):
            return _list(spider, response, self.kind)
        return _paper(spider, response, self.kind)


def _article(spider: ArticleSpider, response: Response) -> dict[str, Any]:
    article = spider.article(response, None)
    told = json.loads(json_text(article))
    return {name: told[name] for name in ARTICLE_FIELDS} | {"selected": article.selected}


def _link(link: Link) -> dict[str, str | None]:
    return {"url": link.url, "text": link.text, "date": link.date.isoformat() if link.date else None}


def _list(spider: ArticleSpider, response: Response, kind: str) -> dict[str, Any]:
    document = extract.Document.read(response.body, response.url, content_type(response))
    # The table of contents of an issue is read as any list; only the list of issues is the magazine's own.
    listing = spider.read_list(document) if kind == "list" else extract.read_list(document, spider.selectors)
    section = next(
        (one.name for one in spider.sections if _same_folder(one.url, response.url)), spider.sections[0].name
    )
    links = [_link(link) for link in listing.links]
    return {
        "count": len(links), "first": links[0] if links else None, "last": links[-1] if links else None,
        "rows": listing.rows, "selector": listing.selector,
        "next": following.url if (following := spider.next_list(document, response, section, 1)) else None,
    }  # fmt: skip


def _same_folder(one: str, other: str) -> bool:
    return urlsplit(one).path.rpartition("/")[0] == urlsplit(other).path.rpartition("/")[0]


def _paper(spider: ArticleSpider, response: Response, kind: str) -> dict[str, Any]:
    assert isinstance(spider, DailySpider)
    edition: Edition = next(one for one in spider.editions if response.url.startswith(f"{one.base}/"))
    if kind == "days":
        return {"days": [day.isoformat() for day in edition.read_days(response)]}
    if kind == "pages":
        day = extract_day(response.url)
        return {"pages": [[one.number, one.name, one.url] for one in edition.read_pages(response, day)]}
    return {"links": [_link(link) for link in edition.read_links(response)]}


def extract_day(url: str):
    """The day in the address of a Founder page; any day for JSON, whose address has none."""
    import datetime

    from crawler.extract.urldates import date_in_url

    return date_in_url(url) or datetime.date(2024, 1, 1)


def cases() -> list[Case]:
    """Every saved page, in the order of the folders."""
    return [Case(path.parent) for root in (SITES, FAMILY_PAGES) for path in sorted(root.glob("*/*/meta.json"))]
