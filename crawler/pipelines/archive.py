"""Stores each article, in a transaction of its own."""

from __future__ import annotations

import asyncio
import datetime
import logging
from contextlib import suppress
from itertools import takewhile
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem

from crawler.archive.errors import ArchiveBusy, ArchiveError
from crawler.archive.store import Archive
from crawler.archive.stories import story_id
from crawler.extract.agreement import agrees
from crawler.families.signals import article_left
from crawler.items import Article
from crawler.paths import archive_url, in_project
from crawler.stopping import stop

log = logging.getLogger(__name__)

MAX_HELD = 200


class ArchivePipeline:
    """Writes to the archive; the first failed write ends the run of the site."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.keep_page = crawler.settings.getbool("RAW_PAGES")
        data_dir = in_project(crawler.settings["DATA_DIR"])
        self.url = archive_url(crawler.settings["ARCHIVE_URL"], data_dir)
        self.archive: Archive
        self.closing: asyncio.Future[None] | None = None
        self.doubtful: dict[str, list[Article]] = {}
        """By the key of their text, articles that say nothing of what their links announced."""
        self.held = 0
        self.ending = False
        self.failed = False
        self.blocked_runs = 0
        """How many of the last runs in a row ended as `blocked`."""
        self.caught_up = False
        """True when the spider's last run came to its end and left nothing behind."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Open the archive. Raises CloseSpider when it cannot be."""
        assert self.crawler.spider is not None
        try:
            self.archive = Archive.open(self.url)
            last = self.archive.last_runs(getattr(self.crawler.spider, "run_key", self.crawler.spider.name), limit=30)
        except ArchiveError as why:
            self.fail(why)
            raise CloseSpider("storage_failed") from why
        self.blocked_runs = sum(1 for _ in takewhile(lambda run: run["verdict"] == "blocked", last))
        # A walk through a range says nothing about what is new.
        last = [run for run in last if not run.get("ranged")]
        self.caught_up = bool(last) and bool(last[0].get("complete"))

    def process_item(self, item: Article) -> Article:
        """Store the article. When that fails the run of this site ends, and DropItem is raised."""
        if not self.ending and not as_announced(item) and self.held < MAX_HELD:
            self.hold(item)
            raise DropItem(f"held back, not what its link announced: {item.url}")
        try:
            outcome = self.archive.put(item, datetime.datetime.now(datetime.UTC), keep_page=self.keep_page)
        except ArchiveError as why:
            if not stopped_while_busy(why):
                self.fail(why)
            raise DropItem(f"not stored: {item.url}") from why
        if outcome == "other":
            self.left(item)
            raise DropItem(f"the text of another article: {item.url}")
        self.crawler.stats.inc_value(f"archive/{outcome}")
        self.crawler.stats.inc_value("item/stored")
        if outcome == "unchanged":
            raise DropItem(f"unchanged: {item.url}", log_level="DEBUG")  # a run's own feed holds what is new
        return item

    def close_spider(self) -> None:
        """Store what was held back and came at one address only; the same text at several is a notice, no article."""
        self.ending = True
        for held in self.doubtful.values():
            first = held[0]
            if len({item.url for item in held}) > 1:
                for item in held:
                    self.left(item)
                continue
            first.warnings.append("not_as_announced")
            with suppress(DropItem):
                self.process_item(first)

    def hold(self, item: Article) -> None:
        """Keep an article until the end of the run tells whether other addresses gave the same text."""
        same = self.doubtful.setdefault(story_id(item.title, item.body), [])
        if same and item.page is not None:
            item.page.body = b""  # one is enough; none of them will be stored
        self.held += 1
        same.append(item)

    def left(self, item: Article) -> None:
        """Count an address that answered with another text, and have it asked for again."""
        self.crawler.stats.inc_value("site/rejected/other_article")
        asked = item.page.asked_url if item.page else item.url
        self.crawler.signals.send_catch_log(
            article_left, url=asked, section=item.section, why="other_article", spider=self.crawler.spider
        )

    def fail(self, why: ArchiveError) -> None:
        """Say what went wrong with the storage, once, and end the run of this site."""
        self.crawler.stats.inc_value("storage/failed")
        if not self.failed:
            self.failed = True
            log.error("%s", why)
        if self.closing is not None:
            return
        if self.crawler.crawling and self.crawler._engine is not None and self.crawler._engine.running:
            self.closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="storage_failed"))


def stopped_while_busy(why: ArchiveError) -> bool:
    """Whether the wait for another program's lock was only broken off by a stop: the next run stores what is missing."""
    return isinstance(why, ArchiveBusy) and stop.requested


def as_announced(item: Article) -> bool:
    """Whether an article speaks of what the list said of it; true when no list did."""
    announced = item.page.announced if item.page else ""
    return agrees(announced, item.title, f"{item.kicker or ''}\n{item.subtitle or ''}\n{item.body}")
