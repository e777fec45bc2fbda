"""The run report: what was listed, fetched and stored, judged, and written to DATA_DIR/runs/ and the archive."""

from __future__ import annotations

import datetime
import json
import logging
import platform
from typing import Any, Self

import scrapy
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

import crawler as project
from crawler.archive.database import ArchiveError
from crawler.extensions.verdicts import HISTORY_RUNS, Verdict, judge, unverified
from crawler.families.listing import ListingSpider, asked_url
from crawler.items import Article
from crawler.middlewares.tls import with_remedy
from crawler.outputs.files import write_whole
from crawler.paths import in_project
from crawler.pipelines.archive import ArchivePipeline
from crawler.pipelines.validate import COUNTED, SHANGHAI

log = logging.getLogger(__name__)


class HealthExtension:
    """Writes the report when the run begins, as `interrupted`, and again when it ends: a killed run says so."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.started = datetime.datetime.now(datetime.UTC)
        self.report: dict[str, Any] = {}
        self.run_id: int | None = None
        self.history: list[dict[str, Any]] = []
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.spider_error, signals.spider_error)
        crawler.signals.connect(self.item_error, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:
        """Note that the run has begun."""
        stamp = self.started.strftime("%Y%m%dT%H%M%S.%fZ")
        self.path = in_project(self.crawler.settings["DATA_DIR"]) / "runs" / f"{stamp}-{spider.name}.json"
        self.report = {
            **collect(self.crawler, spider, "running"),
            "started_at": self.started.isoformat(timespec="seconds"),
            "verdict": "interrupted",
            "cause": "killed before its end",
            "complete": False,
        }
        self.archived(self.begin)
        self.write()

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Judge the run and write its report."""
        now = datetime.datetime.now(datetime.UTC)
        counts = collect(self.crawler, spider, reason)
        self.report.update(counts, finished_at=now.isoformat(timespec="seconds"))
        self.report["duration_s"] = round((now - self.started).total_seconds(), 1)
        self.report["newest"] = None
        self.archived(self.look_up_newest)
        verdict = self.judged(spider, now)
        self.report.update(verdict=verdict.verdict, cause=verdict.cause)
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
            self.report.update(verdict="storage_failed", complete=False)
        self.write()

    def spider_error(self, response: Response, spider: Spider) -> None:
        """A page made our own code fail: an article is left for the next run, a list page was not read."""
        if response.meta.get("article") and isinstance(spider, ListingSpider):
            assert response.request is not None
            spider.leave(asked_url(response), response.request.cb_kwargs.get("section"), "program_error")
        else:
            self.crawler.stats.inc_value("site/list_errors")

    def item_error(self, item: Article, spider: Spider) -> None:
        """A pipeline failed on an article."""
        if isinstance(spider, ListingSpider):
            page = getattr(item, "page", None)
            spider.leave(page.asked_url if page else item.url, item.section, "program_error")

    def judged(self, spider: Spider, now: datetime.datetime) -> Verdict:
        """The verdict over the collected counts."""
        assert isinstance(spider, ListingSpider)
        newest = self.report["newest"]
        verdict = judge(
            self.report,
            spider.site,
            datetime.date.fromisoformat(newest) if newest else None,
            now.astimezone(SHANGHAI).date(),
            self.history,
            patient=not (spider.since or spider.until),
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
            self.report["storage_failures"] = self.report.get("storage_failures", 0) + 1
            log.error("%s", why)

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
            write_whole(self.path, json.dumps(self.report, ensure_ascii=False, indent=1).encode())
        except OSError as why:
            self.report.update(verdict="storage_failed", cause=f"{self.path}: {why.strerror}", complete=False)
            log.error("cannot write the run report %s: %s", self.path, why.strerror)


def collect(crawler: Crawler, spider: Spider, reason: str) -> dict[str, Any]:
    """The counts of a run, from Scrapy's stats, under the names of the run report."""
    stats = crawler.stats.get_stats()

    def under(prefix: str) -> dict[str, Any]:
        return {name.removeprefix(prefix): value for name, value in sorted(stats.items()) if name.startswith(prefix)}

    filled, missing = under("item/filled/"), under("item/missing/")
    totals = {name: filled.get(name, 0) + missing.get(name, 0) for name in COUNTED}
    site = getattr(spider, "site", None)
    offsite = stats.get("offsite/filtered", 0)  # dropped by Scrapy before our callbacks see them
    return {
        "spider": spider.name,
        "run_key": getattr(spider, "run_key", spider.name),
        "site": site.name if site else spider.name,
        "ranged": bool(getattr(spider, "since", None) or getattr(spider, "until", None)),
        "finish_reason": reason,
        "listed": under("site/listed/"),
        "read": under("site/read/"),
        "truncated": sorted(under("site/truncated/")),
        "list_errors": stats.get("site/list_errors", 0),
        "lists": {
            "read": stats.get("site/lists_read", 0),
            "gated": stats.get("site/lists_gated", 0),
            "failed": stats.get("site/lists_failed", 0),
            "causes": under("site/list_cause/"),
        },
        "articles_answered": stats.get("site/articles_answered", 0),
        "articles_failed": under("site/articles_failed/"),
        "not_asked": under("site/not_asked/") | ({"offsite": offsite} if offsite else {}),
        "not_modified": stats.get("site/not_modified", 0),
        "extracted": max(totals.values()),
        "rejected": under("site/rejected/"),
        "stored": under("archive/"),
        "flagged": stats.get("item/flagged", 0),
        "known": under("known/"),
        "fill": {name: round(filled.get(name, 0) / total, 3) for name, total in totals.items() if total},
        "storage_failures": stats.get("archive/failed", 0),
        "errors": stats.get("log_count/ERROR", 0),
        "requests": stats.get("downloader/request_count", 0),
        "bytes": stats.get("downloader/response_bytes", 0),
        "reach_refused": under("reach/refused/"),
        "robots_forbidden": stats.get("robotstxt/forbidden", 0),
        "tls_legacy": crawler.settings.getbool("TLS_LEGACY"),
        "certificates_verified": crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"),
        "versions": {"program": project.__version__, "scrapy": scrapy.__version__, "python": platform.python_version()},
    }
