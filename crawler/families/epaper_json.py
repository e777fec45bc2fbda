"""Newspapers on the TRS e-paper, whose pages are drawn from JSON."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler import extract
from crawler.families.answers import GATE_STATUSES, PAGE_STATUSES, content_type
from crawler.families.daily import Edition
from crawler.items import Article

if TYPE_CHECKING:
    from crawler.extract import Link, PaperPage

_HEADERS = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json, text/javascript, */*; q=0.01"}
_FORM = {**_HEADERS, "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}


@dataclass(frozen=True)
class JsonEdition(Edition):
    """`base` is the folder of the paper, as in https://jjjcb.ccdi.gov.cn/epaper; its requests are POST forms.

    As two independent scrapers of 2024 and one of the identical product of 中国政府采购报 (2025) ask; whether the server
    answers without a browser's cookies is unknown.
    """

    def owns(self, url: str) -> bool:
        """Addresses of articles are `base`/index.html?guid=…"""
        return url.startswith(f"{self.base}/index.html?")

    def month_request(self, month: datetime.date) -> Request:
        """The days of a month: sj=2025-3."""
        return self._form("layout/getSZBDate.do", sj=f"{month.year}-{month.month}")

    def read_days(self, response: Response) -> list[datetime.date]:
        """["2025/03/01", …]."""
        return extract.read_days(response.body, response.url, content_type(response))

    def day_request(self, day: datetime.date) -> Request:
        """The pages of a day: docPubTime=20241013."""
        return self._form("layout/findBmMenu.do", docPubTime=f"{day:%Y%m%d}")

    def read_pages(self, response: Response, day: datetime.date) -> list[PaperPage]:
        """IRCATELOG is the page's number, BC its name."""
        return extract.read_pages(response.body, response.url, day, content_type(response))

    def page_request(self, page: PaperPage) -> Request:
        """The articles of a page: bc=01&docpubtime=2024/10/13."""
        return self._form("layout/getBmDetail.do", bc=page.number, docpubtime=f"{page.day:%Y/%m/%d}")

    def read_links(self, response: Response) -> list[Link]:
        """ZB_GUID names the article, DOCTITLE is its headline."""
        return extract.read_links(response.body, response.url, f"{self.base}/index.html", content_type(response))

    def article_request(self, url: str) -> Request:
        """The data of an article: detailData.do?guid=…"""
        return Request(f"{self.base}/reader/layout/detailData.do?{urlencode({'guid': _guid(url)})}", headers=_HEADERS)

    def knows(self, response: Response) -> bool:
        """JSON with an article in it; a wall is known, too."""
        if response.status not in PAGE_STATUSES:
            return response.status in GATE_STATUSES
        try:
            extract.article_of_json(response.body, self.base, content_type(response))
        except extract.NotAnArticle as why:
            return why.reason != "error"
        return True

    def ask_otherwise(self, request: Request) -> Request | None:
        """One scraper asks with GET, the other with POST."""
        if request.method != "GET":
            return None
        return request.replace(method="POST", headers={**request.headers, "Content-Type": _FORM["Content-Type"]})

    def read_article(self, response: Response, url: str) -> Article:
        """See `extract.epaper.article_of_json`."""
        return extract.article_of_json(response.body, url, content_type(response))

    def _form(self, path: str, **fields: str) -> Request:
        return Request(f"{self.base}/reader/{path}", method="POST", body=urlencode(fields), headers=_FORM)


def _guid(url: str) -> str:
    values: Sequence[str] = parse_qs(urlsplit(url).query).get("guid", [""])
    return values[0]
