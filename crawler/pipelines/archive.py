"""Stores each article, in a transaction of its own."""

from __future__ import annotations

import asyncio
import datetime
import logging
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem

from crawler.archive.database import ArchiveError
from crawler.archive.store import Archive
from crawler.items import Article
from crawler.paths import archive_url, in_project

log = logging.getLogger(__name__)


class ArchivePipeline:
    """Writes to the archive; the first failed write ends the run of the site."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.keep_page = crawler.settings.getbool("RAW_PAGES")
        data_dir = in_project(crawler.settings["DATA_DIR"])
        self.url = archive_url(crawler.settings["ARCHIVE_URL"], data_dir)
        self.archive: Archive
        self.closing: asyncio.Future[None] | None = None
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
        # A walk through a range says nothing about what is new.
        last = [run for run in last if not run.get("ranged")]
        self.caught_up = bool(last) and bool(last[0].get("complete"))

    def process_item(self, item: Article) -> Article:
        """Store the article. When that fails the run of this site ends, and DropItem is raised."""
        try:
            outcome = self.archive.put(item, datetime.datetime.now(datetime.UTC), keep_page=self.keep_page)
        except ArchiveError as why:
            self.fail(why)
            raise DropItem(f"not stored: {item.url}") from why
        self.crawler.stats.inc_value(f"archive/{outcome}")
        self.crawler.stats.inc_value("item/stored")
        if outcome == "unchanged":
            raise DropItem(f"unchanged: {item.url}", log_level="DEBUG")  # a run's own feed holds what is new
        return item

    def fail(self, why: ArchiveError) -> None:
        """Say what went wrong with the storage, once, and end the run of this site."""
        self.crawler.stats.inc_value("archive/failed")
        if self.closing is not None:
            return
        log.error("%s", why)
        if self.crawler.crawling and self.crawler._engine is not None and self.crawler._engine.running:
            self.closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="storage_failed"))
