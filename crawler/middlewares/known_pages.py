"""Known pages: what the archive has is not asked for again, except recent articles, to see corrections."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware

from crawler.archive.store import Archive, Known
from crawler.families.listing import ListingSpider, article_rejected
from crawler.pipelines.archive import ArchivePipeline

# Answers that are settled for a while. A gate or a server error passes, a missing title or body may be our own fault.
SETTLED = frozenset({"gone", "error", "list", "redirect", "withdrawn"})


class KnownPagesMiddleware(BaseSpiderMiddleware):
    """Drops article requests the archive has answered; asks again, conditionally, within RECHECK_DAYS."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.now = datetime.datetime.now(datetime.UTC)
        self.recheck = datetime.timedelta(days=crawler.settings.getfloat("RECHECK_DAYS"))
        self.archive: Archive | None = None
        self.rejected: dict[str, str] = {}
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.article_rejected, article_rejected)

    def spider_opened(self, spider: ListingSpider) -> None:
        """Tell the spider what it may count on."""
        pipeline = self.crawler.get_item_pipeline(ArchivePipeline)
        if pipeline is None or not isinstance(spider, ListingSpider):
            return
        self.archive = pipeline.archive
        spider.caught_up = pipeline.caught_up
        spider.is_unknown = self.is_unknown  # type: ignore[method-assign]

    def is_unknown(self, request: Request) -> bool:
        """Whether neither an article nor a settled rejection is on record for the address."""
        return self.archive is None or (self.archive.known(request.url) is None and not self.is_settled(request.url))

    def is_settled(self, url: str) -> bool:
        """Whether the address was seen to hold no article not long ago."""
        since = self.now - max(self.recheck, datetime.timedelta(days=1))
        return self.archive is not None and self.archive.rejected_since(url, since)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """After the list pages, ask again for the recent articles, on or off the lists by now."""
        async for one in start:
            yield one
        spider = self.crawler.spider
        pipeline = self.crawler.get_item_pipeline(ArchivePipeline)
        if not isinstance(spider, ListingSpider) or pipeline is None or not self.rechecks(spider, pipeline):
            return
        for url in pipeline.archive.recent_addresses(spider.name, self.now - self.recheck):
            known = pipeline.archive.known(url)
            if known is not None and spider.allows(url):
                request = Request(url, spider.parse_article, errback=spider.article_failed, priority=-1000)
                yield self.conditional(request, known)

    def rechecks(self, spider: ListingSpider, pipeline: ArchivePipeline) -> bool:
        """A run that continues an interrupted one, or walks back through a range, asks for nothing twice."""
        return self.recheck > datetime.timedelta(0) and pipeline.caught_up and not (spider.since or spider.until)

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """Drop a known article, unless its list title has changed."""
        if not request.meta.get("article") or self.archive is None:
            return request
        known = self.archive.known(request.url)
        title = request.meta.get("listed_title")
        if known is None:
            if self.is_settled(request.url):
                self.count("settled")
                return None
            return request
        if title and known.listed_title and title != known.listed_title:
            self.count("retitled")
            return request.replace(dont_filter=True)
        self.count("skipped")
        return None

    def conditional(self, request: Request, known: Known) -> Request:
        """Let the server answer 304 when nothing has changed."""
        self.count("rechecked")
        if known.etag:
            request.headers["If-None-Match"] = known.etag
        if known.last_modified:
            request.headers["If-Modified-Since"] = known.last_modified
        request.meta["listed_title"] = known.listed_title
        return request

    def count(self, what: str) -> None:
        """Add to a counter of the run report."""
        self.crawler.stats.inc_value(f"known/{what}")

    def article_rejected(self, url: str, reason: str) -> None:
        """Note what was no article; and mark an archived article that is gone."""
        if reason in SETTLED:
            self.rejected[url] = reason
        if reason in ("gone", "withdrawn") and self.archive is not None and self.archive.withdraw(url, self.now):
            self.count("withdrawn")

    def spider_closed(self) -> None:
        """Keep the rejections, but only of a run that also read articles: a broken reader must not settle anything."""
        if self.archive is not None and self.crawler.stats.get_value("item/stored", 0):
            self.archive.note_rejected(self.rejected, self.now)
