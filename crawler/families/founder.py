"""Founder (方正): its newspapers, and the sites of its publishing system."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from scrapy import Request
from scrapy.http import Response

from crawler import extract
from crawler.families.answers import content_type
from crawler.families.daily import Edition
from crawler.families.listing import ListingSpider
from crawler.items import Article

if TYPE_CHECKING:
    from crawler.extract import Link, PaperPage
    from crawler.extract.selected import Selectors

SELECTORS: Selectors = {
    "title": ("founder-title", "#text h1", "h1"),
    "body": ("founder-content", "#ozoom", "div.content"),
}
"""The product's own elements (中国纪检监察报 and others, 2017-2018)."""


class FounderSpider(ListingSpider):
    """Sites of the Founder publishing system: lists node_N.htm, node_N_2.htm …, articles content_N.htm.

    The text stands between the comments enpcontent and /enpcontent, which the extractor keeps to.
    """

    selectors: ClassVar[Selectors] = SELECTORS


@dataclass(frozen=True)
class FounderEdition(Edition):
    """`base` is the folder of the paper: `base`/2018-01/08/node_2.htm is the first page of a day, and shows the others.

    There is no calendar: every day is tried, and one without a paper answers 404. A page without a day's paper that
    answers with another one's is told by the days in its addresses.
    """

    suffix: str = "node_2.htm"

    def day_request(self, day: datetime.date) -> Request:
        """The first page of a day."""
        return Request(f"{self.base}/{day:%Y-%m/%d}/{self.suffix}")

    def read_pages(self, response: Response, day: datetime.date) -> list[PaperPage]:
        """The pages of the day."""
        return extract.read_paper_pages(response.body, response.url, day, content_type(response))

    def page_request(self, page: PaperPage) -> Request:
        """A page."""
        return Request(page.url)

    def read_links(self, response: Response) -> list[Link]:
        """The articles of a page."""
        return extract.read_paper_links(response.body, response.url, content_type(response))

    def read_article(self, response: Response, url: str) -> Article:
        """An article."""
        return extract.extract_article(response.body, response.url, content_type(response), selectors=SELECTORS)
