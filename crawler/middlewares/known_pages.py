"""Known pages: what the archive has is not asked for again, except recent articles, to see corrections.

What did not answer as it should is remembered and asked for again by the next run, wherever the lists have moved to.
"""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware

from crawler.archive.errors import ArchiveError
from crawler.archive.standing import Found, Left, Standing, Walked
from crawler.archive.store import Known
from crawler.extensions.verdicts import MIN_PAGES
from crawler.extract.addresses import address_key
from crawler.families.articles import ArticleSpider
from crawler.families.signals import article_left, article_rejected, gate_met
from crawler.pipelines.archive import ArchivePipeline, stopped_while_busy

if TYPE_CHECKING:
    from crawler.extract import Link

# Answers that settle an address for a while. A gate passes, and is left for the next run.
SETTLED = frozenset({"gone", "error", "list", "redirect", "withdrawn", "empty_body", "no_title"})
MAX_TRIES = 10
MAX_DOUBLED = 6


class KnownPagesMiddleware(BaseSpiderMiddleware):
    """Drops article requests the archive has answered; asks again, conditionally, within RECHECK_DAYS."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.now = datetime.datetime.now(datetime.UTC)
        self.recheck = datetime.timedelta(days=crawler.settings.getfloat("RECHECK_DAYS"))
        self.pipeline: ArchivePipeline | None = None
        self.asked: set[str] = set()
        self.rejected: dict[str, str] = {}
        self.gone: list[str] = []
        self.rechecked = 0
        self.left: dict[str, tuple[str | None, str]] = {}
        self.days: dict[str, datetime.date] = {}
        """Days that the lists of this run told, by address."""
        self.retitled: dict[str, dict[str, str]] = {}
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.article_rejected, article_rejected)
        crawler.signals.connect(self.article_left, article_left)

    def spider_opened(self, spider: ArticleSpider) -> None:
        """Tell the spider what it may count on."""
        pipeline = self.crawler.get_item_pipeline(ArchivePipeline)
        if pipeline is None or not hasattr(pipeline, "archive") or not isinstance(spider, ArticleSpider):
            return
        self.pipeline = pipeline
        spider.caught_up = pipeline.caught_up
        spider.blocked_runs = pipeline.blocked_runs
        for _ in range(min(spider.blocked_runs, MAX_DOUBLED)):
            self.crawler.signals.send_catch_log(gate_met, spider=spider)
        spider.on_record = self.on_record  # type: ignore[method-assign]
        spider.note_walk = self.note_walk  # type: ignore[method-assign]
        try:
            spider.walks = pipeline.archive.walks(spider.walk_key)
        except ArchiveError as why:
            self.failed(why)

    # -- what is on record -------------------------------------------------------------------------------------

    def known(self, url: str) -> Known | None:
        """What the archive has under an address; an archive that cannot be read ends the run."""
        if self.pipeline is None:
            return None
        try:
            return self.pipeline.archive.known(url)
        except ArchiveError as why:
            self.failed(why)
            return None

    def on_record(self, links: list[Link], section: str) -> dict[str, Standing]:
        """How the links of a list page stand, by address.

        A title that the section has not shown before is kept at once. A changed one is kept when the run ends: until
        then it still has to be asked for, also by the next run when this one is killed.
        """
        standing = self.look_up([link.url for link in links], section)
        listed = [(link.url, link.text, standing[link.url]) for link in links if link.url in standing]
        self.days.update({link.url: link.date for link in links if link.date})
        first = {url: title for url, title, known in listed if known.title is None}
        changed = {url: title for url, title, known in listed if known.retitled(title)}
        if changed:
            self.retitled.setdefault(section, {}).update(changed)
        self.note_listed(section, first)
        return standing

    def note_listed(self, section: str, titles: dict[str, str]) -> None:
        """Keep the titles of a section's list."""
        if self.pipeline is None:
            return
        try:
            self.pipeline.archive.note_listed(section, titles)
        except ArchiveError as why:
            self.failed(why)

    def look_up(self, urls: list[str], section: str) -> dict[str, Standing]:
        """What the archive has on record of these addresses; one that cannot be read ends the run."""
        if self.pipeline is None:
            return {}
        since = self.now - max(self.recheck, datetime.timedelta(days=1))
        try:
            return self.pipeline.archive.standing(urls, section, since)
        except ArchiveError as why:
            self.failed(why)
            return {}

    def note_walk(self, name: str, next_url: str | None, number: int, found: Mapping[str, Found]) -> None:
        """Keep how far a walk has come, before anything that it found is asked for."""
        spider = self.crawler.spider
        if self.pipeline is None or not isinstance(spider, ArticleSpider):
            return
        answered, spider.answered = spider.answered, []
        # Some may have come in since they were found.
        standing, done = self.look_up(list(found), ""), set(answered)
        wanted = {
            url: one for url, one in found.items() if url not in done and not standing.get(url, Standing()).stored
        }
        try:
            self.pipeline.archive.note_walk(
                spider.walk_key, name, Walked(next_url, number), wanted, answered, datetime.datetime.now(datetime.UTC)
            )
        except ArchiveError as why:
            self.failed(why)

    # -- what is asked -----------------------------------------------------------------------------------------

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """After the list pages: what earlier runs left behind, and the recent articles, on or off the lists by now."""
        async for one in start:
            yield one
        spider = self.crawler.spider
        if self.pipeline is None or not isinstance(spider, ArticleSpider):
            return
        try:
            left = self.pipeline.archive.pending(spider.walk_key, MAX_TRIES)
            # A run that continues an interrupted one asks for nothing twice.
            rechecks = self.recheck > datetime.timedelta(0) and self.pipeline.caught_up and not spider.ranged
            site, since = spider.site.name, self.now - self.recheck if rechecks else self.now
            recent = self.pipeline.archive.recent_addresses(site, since) if rechecks else []
        except ArchiveError as why:
            self.failed(why)
            return
        # What a list said of an address then still tells whether the answer is the article, and its day.
        announced = self.announced(left)
        for one in left:
            if spider.ranged and announced.get(one.url, Standing()).stored:
                continue
            if request := self.once(spider.article_request(one.url, one.section, -1)):
                self.count("left_behind")
                request.meta["announced"] = announced.get(one.url, Standing()).title or ""
                request.meta["listed_date"] = one.day
                yield request
        for url in recent:
            known = self.known(url)
            if (
                known is not None
                and spider.allows(url)
                and (request := self.once(spider.article_request(url, None, -2)))
            ):
                request.meta["listed_date"] = known.day  # where only a list told it
                yield self.conditional(request, known)

    def announced(self, left: list[Left]) -> dict[str, Standing]:
        """What lists said of the addresses that earlier runs left behind."""
        found: dict[str, Standing] = {}
        for name in {one.section or "" for one in left}:
            found |= self.look_up([one.url for one in left if (one.section or "") == name], name)
        return found

    def once(self, request: Request) -> Request | None:
        """The request, unless this run has asked for its address already."""
        key = address_key(request.url)
        if key in self.asked:
            return None
        self.asked.add(key)
        return request

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """Drop a known article, unless its section lists it under another title than before."""
        if not request.meta.get("article") or self.pipeline is None or request.meta.get("again"):
            return request
        standing = request.meta.get("standing") or self.look_up([request.url], "").get(request.url, Standing())
        if standing.stored:
            if not request.meta.get("retitled"):
                self.count("skipped")
                return None
            self.count("retitled")
        elif standing.settled:
            self.count("settled")
            return None
        return self.once(request)

    def conditional(self, request: Request, known: Known) -> Request:
        """Let the server answer 304 when nothing has changed."""
        self.count("rechecked")
        self.rechecked += 1
        if known.etag:
            request.headers["If-None-Match"] = known.etag
        if known.last_modified:
            request.headers["If-Modified-Since"] = known.last_modified
        return request

    def failed(self, why: ArchiveError) -> None:
        """The archive could not be read or written: the end of the run, unless it is ending already and waits for a lock."""
        if self.pipeline is not None and not stopped_while_busy(why):
            self.pipeline.fail(why)

    def count(self, what: str) -> None:
        """Add to a counter of the run report."""
        self.crawler.stats.inc_value(f"known/{what}")

    # -- what is left for the next run -------------------------------------------------------------------------

    def article_rejected(self, url: str, reason: str) -> None:
        """Note what was no article."""
        if reason in SETTLED:
            self.rejected[url] = reason
        if reason in ("gone", "withdrawn"):
            self.gone.append(url)

    def withdraw_gone(self) -> None:
        """Mark archived articles that are gone. When most of what was asked again is, the server has lost its way instead."""
        if self.pipeline is None:
            return
        known = [url for url in self.gone if self.known(url)]
        if len(known) >= MIN_PAGES and len(known) > self.rechecked / 2:
            self.crawler.stats.inc_value("known/withdrawal_doubted", len(known))
            self.rejected = {url: why for url, why in self.rejected.items() if url not in known}
            return
        try:
            for url in known:
                if self.pipeline.archive.withdraw(url, self.now):
                    self.count("withdrawn")
        except ArchiveError as why:
            self.failed(why)

    def article_left(self, url: str, section: str | None, why: str) -> None:
        """Note an address to ask for again."""
        self.left[url] = (section, why)

    def spider_closed(self, spider: ArticleSpider, reason: str) -> None:
        """Keep what the next run must know. A run that stored nothing and lost some settles nothing: reader or site may be broken."""
        if self.pipeline is None:
            return
        stored = self.crawler.stats.get_value("item/stored", 0)
        self.withdraw_gone()
        try:
            if stored or len(self.rejected) + len(self.left) < MIN_PAGES:
                self.pipeline.archive.note_rejected(self.rejected, self.now)
                self.pipeline.archive.forget_pending(spider.walk_key, spider.answered)
            for section, titles in self.retitled.items():
                self.pipeline.archive.note_listed(section, titles)
            if self.left:
                self.pipeline.archive.note_pending(spider.run_key, self.left, self.days)
            if spider.ranged and reason == "finished" and not spider.unfinished:
                self.pipeline.archive.end_walk(spider.walk_key)
        except ArchiveError as why:
            self.failed(why)
