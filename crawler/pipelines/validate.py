"""Evidence before storing: an article has a title and a text, and its day is a plausible one."""

from __future__ import annotations

import datetime
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.items import EVIDENCE, SHANGHAI, Article

# The oldest pages of the sites begin in 2003; anything before the web is a misread number.
EARLIEST = datetime.date(1990, 1, 1)
COUNTED = (*EVIDENCE, "source", "authors", "section")
"""The fields whose fill rate the run report gives."""
FAR_AHEAD = datetime.timedelta(days=400)
WRITTEN = datetime.date(2026, 11, 25)


class ValidatePipeline:
    """Drops records without evidence, counted by reason; takes back a day that cannot be."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        """Raises DropItem for an article without title or body."""
        check_day(item, latest_day(datetime.datetime.now(SHANGHAI).date(), item.page.served if item.page else None))
        for name in COUNTED:
            self.crawler.stats.inc_value(f"item/{'filled' if getattr(item, name) else 'missing'}/{name}")
        for name in ("title", "body"):
            if not getattr(item, name).strip():
                raise DropItem(f"no {name}: {item.url}")
        return item


def latest_day(today: datetime.date, served: datetime.date | None) -> datetime.date:
    """The last day an article can be of: tomorrow, by the later of our clock and the server's.

    A clock that stands before this program was written is not believed: machines without a battery wake up in 1970.
    Nor is a server's that is far ahead of ours.
    """
    day = datetime.timedelta(days=1)
    if today < WRITTEN:
        return max(served, WRITTEN) + day if served else datetime.date.max
    return max(today, served if served and served - today <= FAR_AHEAD else today) + day


def check_day(article: Article, latest: datetime.date) -> None:
    """Null a day before the web or after the latest one possible, keeping its text; say so when there is none."""
    day = article.date
    if day is not None and not EARLIEST <= day <= latest:
        article.date_raw = article.date_raw or day.isoformat()
        article.date = article.date_published = None
        article.warnings.append("date_implausible")
    elif day is None and "date_missing" not in article.warnings:
        article.warnings.append("date_missing")
