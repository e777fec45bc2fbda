"""The run report: what was listed, fetched and stored, judged, and written to DATA_DIR/runs/ and the archive."""

from __future__ import annotations

import datetime
import json
import logging
from time import monotonic
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.archive.errors import ArchiveError
from crawler.exit_codes import SITE_NOT_OK
from crawler.extensions.report import ADDRESSES_KEPT, in_order, report_of
from crawler.extensions.verdicts import HISTORY_RUNS, WRITE_FAILED, Verdict, exit_code, judge, unverified, warnings
from crawler.families.answers import asked_url
from crawler.families.articles import ArticleSpider
from crawler.families.signals import article_left, article_rejected
from crawler.items import SHANGHAI, Article
from crawler.middlewares.tls import with_remedy
from crawler.outputs.files import write_whole
from crawler.paths import in_project
from crawler.pipelines.archive import ArchivePipeline, stopped_while_busy

log = logging.getLogger(__name__)


class HealthExtension:
    """Writes the report when the run begins, as `interrupted`, and again when it ends: a killed run says so."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.started = datetime.datetime.now(datetime.UTC)
        self.began = monotonic()  # the clock of the day may be set while a run goes on
        self.addresses: dict[str, list[str]] = {}
        self.report: dict[str, Any] = {}
        self.run_id: int | None = None
        self.history: list[dict[str, Any]] = []
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_error, signals.spider_error)
        crawler.signals.connect(self.item_error, signals.item_error)
        crawler.signals.connect(self.article_rejected, article_rejected)
        crawler.signals.connect(self.article_left, article_left)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        """Note that the run has begun."""
        # Only now, so that it is called after those who still count something when the spider closes.
        self.crawler.signals.connect(self.spider_closed, signals.spider_closed)
        stamp = self.started.strftime("%Y%m%dT%H%M%S.%fZ")
        self.path = in_project(self.crawler.settings["DATA_DIR"]) / "runs" / f"{stamp}-{spider.name}.json"
        self.report = {
            **report_of(self.crawler, spider, "running"),
            "started_at": self.started.isoformat(timespec="seconds"),
            "verdict": "interrupted",
            "cause": "killed before its end",
            "exit": SITE_NOT_OK,
            "warnings": [],
            "complete": False,
            "finished_at": None,
            "duration": 0.0,
            "newest": None,
            "addresses": self.addresses,
        }
        self.archived(self.begin)
        self.write()

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Judge the run and write its report."""
        now = datetime.datetime.now(datetime.UTC)
        counts = report_of(self.crawler, spider, reason)
        self.report.update(counts, finished_at=now.isoformat(timespec="seconds"))
        self.report["duration"] = round(monotonic() - self.began, 1)
        self.archived(self.look_up_newest)
        verdict = self.judged(spider, now)
        self.report["warnings"] = warnings(self.report)
        self.ends_with(verdict, spider)
        # Addresses that failed are remembered one by one; what matters here is whether the lists were read to the end.
        self.report["complete"] = (
            reason == "finished"
            and verdict.verdict in ("ok", "stale", "fields_missing")
            and not self.report["ranged"]
            and not counts["truncated"]
            and not counts["list_errors"]
            and not counts["lists"]["failed"]
            and not counts["lists"]["gated"]
        )
        self.archived(self.finish)
        if self.report["storage_failures"]:
            self.ends_with(Verdict("storage_failed", self.report["cause"] or WRITE_FAILED), spider)
        self.write()

    def ends_with(self, verdict: Verdict, spider: Spider) -> None:
        """Set the verdict and what follows from it."""
        self.report.update(verdict=verdict.verdict, cause=verdict.cause)
        self.report["exit"] = exit_code(verdict.verdict, named=self.named(spider))
        if verdict.verdict == "storage_failed":
            self.report["complete"] = False

    def named(self, spider: Spider) -> bool:
        """Whether the site itself, and not only a group, stands on the command line."""
        return spider.name in self.crawler.settings.getlist("NAMED_SITES", [spider.name])

    def article_rejected(self, url: str, reason: str) -> None:
        """Keep the address of what was no article, or is left for the next run; once."""
        kept = self.addresses.setdefault(reason, [])
        if len(kept) < ADDRESSES_KEPT and url not in kept:
            kept.append(url)

    def article_left(self, url: str, why: str) -> None:
        """As `article_rejected`."""
        self.article_rejected(url, why)

    def spider_error(self, response: Response, spider: Spider) -> None:
        """A page made our own code fail: an article is left for the next run, a list page was not read."""
        if response.meta.get("article") and isinstance(spider, ArticleSpider):
            assert response.request is not None
            spider.leave(asked_url(response), response.request.cb_kwargs.get("section"), "program_error")
        else:
            self.crawler.stats.inc_value("site/list_errors")

    def item_error(self, item: Article, spider: Spider) -> None:
        """A pipeline failed on an article."""
        if isinstance(spider, ArticleSpider):
            page = getattr(item, "page", None)
            spider.leave(page.asked_url if page else item.url, item.section, "program_error")

    def judged(self, spider: Spider, now: datetime.datetime) -> Verdict:
        """The verdict over the collected counts."""
        assert isinstance(spider, ArticleSpider)
        newest = self.report["newest"]
        verdict = judge(
            self.report,
            spider.site,
            datetime.date.fromisoformat(newest) if newest else None,
            now.astimezone(SHANGHAI).date(),
            self.history,
            patient=not spider.ranged,
        )
        if verdict.verdict == "unreachable":
            causes = self.report["lists"]["causes"]
            verdict = verdict._replace(cause=with_remedy(self.crawler.settings, verdict.cause, causes))
        return unverified(verdict, spider.site, self.history)

    def archived(self, write: Any) -> None:
        """Do something with the archive; a failure becomes the verdict."""
        pipeline = self.crawler.get_item_pipeline(ArchivePipeline)
        if pipeline is None or not hasattr(pipeline, "archive"):
            return
        try:
            write(pipeline)
        except ArchiveError as why:
            if stopped_while_busy(why):
                return
            pipeline.fail(why)
            self.report["storage_failures"] = self.crawler.stats.get_value("storage/failed", 0)

    def begin(self, pipeline: ArchivePipeline) -> None:
        """Open the run in the archive."""
        self.history = pipeline.archive.last_runs(self.report["run_key"], HISTORY_RUNS)
        self.run_id = pipeline.archive.start_run(self.report["run_key"], self.report)

    def look_up_newest(self, pipeline: ArchivePipeline) -> None:
        """Freshness comes from the archive, not from this run."""
        newest = pipeline.archive.newest_day(self.report["site"])
        self.report["newest"] = newest.isoformat() if newest else None

    def finish(self, pipeline: ArchivePipeline) -> None:
        """Close the run in the archive."""
        if self.run_id is not None:
            pipeline.archive.finish_run(self.run_id, self.report)
        pipeline.archive.close()

    def write(self) -> None:
        """Write the report's file."""
        try:
            write_whole(self.path, json.dumps(in_order(self.report), ensure_ascii=False, indent=1).encode())
        except OSError as why:
            if self.report["verdict"] == "storage_failed":
                return  # said already
            assert self.crawler.spider is not None
            self.ends_with(Verdict("storage_failed", f"{self.path}: {why.strerror}"), self.crawler.spider)
            log.error("cannot write the run report %s: %s", self.path, why.strerror)
