"""`scrapy crawl NAME...`: crawl sites or groups, and say truthfully how it went."""

from __future__ import annotations

import difflib
import gc
import hashlib
import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.commands import BaseRunSpiderCommand

from crawler.commands import CommandError, ProjectCommand, codes_of
from crawler.exit_codes import OK, SITE_NOT_OK, STORAGE

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

    from crawler.localities import Watchlist


class Command(ProjectCommand, BaseRunSpiderCommand):
    """Replaces Scrapy's own `crawl`, which exits 0 whatever happened."""

    def syntax(self) -> str:
        """Behind `scrapy crawl`."""
        return "[options] NAME..."

    def short_desc(self) -> str:
        """In the list of commands."""
        return "Crawl sites or groups (all, central, provincial, shanxi ...); exit code 0 only when all is well"

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Quiet the log before Scrapy starts it."""
        from crawler.logs import quiet

        super().process_options(args, opts)
        quiet(self.settings["LOG_LEVEL"])

    def work(self, args: list[str], opts: Namespace) -> int:
        """Check everything that can be checked, crawl, write the feeds, report."""
        spiders = self.select(args)
        self.settings.set("NAMED_SITES", args, "cmdline")
        for spider in spiders:
            self.check_arguments(spider, opts.spargs)
        watchlist = self.watchlist()
        self.check_outputs()
        self.check_storage()
        free, locks = self.lock(spiders, opts.spargs)
        try:
            crawlers = self.crawl(free, opts.spargs) if free else []
        finally:
            for lock in locks:
                lock.close()
        reports = self.told(crawlers)
        codes = [report["exit"] for report in reports]
        if len(free) < len(spiders):
            codes.append(SITE_NOT_OK)
        if crawlers and STORAGE not in codes:
            codes += [self.published(watchlist), self.exported(crawlers)]
        return max(codes, default=OK)

    # -- before ------------------------------------------------------------------------------------------------

    def select(self, args: list[str]) -> list[type[Spider]]:
        """The spiders that the names and groups on the command line mean, each once."""
        assert self.crawler_process is not None
        loader = self.crawler_process.spider_loader
        classes = {name: loader.load(name) for name in loader.list()}
        if not args:
            raise CommandError(f"which site? give one or several of: {', '.join(sorted(classes))}")
        chosen: dict[str, type[Spider]] = {}
        for arg in args:
            group = {name: cls for name, cls in classes.items() if arg in _groups(cls)}
            if arg not in classes and not group:
                known = sorted({*classes, *(one for cls in classes.values() for one in _groups(cls))})
                close = difflib.get_close_matches(arg, known, 1)
                hint = f"; did you mean {close[0]}?" if close else f"; known: {', '.join(known)}"
                raise CommandError(f"unknown site or group {arg!r}{hint}")
            chosen |= {arg: classes[arg]} if arg in classes else group
        return list(chosen.values())

    def check_arguments(self, spider: type[Spider], spargs: dict[str, str]) -> None:
        """Let the spider refuse its -a arguments before anything starts."""
        from crawler.families.articles import ArgumentError, ArticleSpider
        from crawler.middlewares.session import session_cookie

        if issubclass(spider, ArticleSpider):
            try:
                spider.check_arguments(spargs)
            except ArgumentError as why:
                raise CommandError(str(why)) from why
        try:
            session_cookie(spider.name)
        except ValueError as why:
            raise CommandError(str(why)) from why

    def check_outputs(self) -> None:
        """Refuse -o and -O files that cannot be written, before the crawl."""
        for uri in self.settings.getdict("FEEDS"):
            parts = urlsplit(str(uri))
            if str(uri) == "-" or parts.scheme == "stdout":
                continue
            if parts.scheme not in ("", "file"):
                raise CommandError(f"cannot write {uri}: give a file; {parts.scheme}: is not supported")
            path = Path(parts.path if parts.scheme else str(uri))
            folder = path.parent
            if path.is_dir() or not folder.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
                raise CommandError(f"cannot write {path}: give a file in an existing, writable folder")

    def check_storage(self) -> None:
        """Make sure that DATA_DIR and the archive can be written."""
        from crawler.outputs.files import write_whole

        probe = self.data_dir / "runs" / ".probe"
        try:
            write_whole(probe, b"")
            probe.unlink()
        except OSError as why:
            raise CommandError(f"cannot write to DATA_DIR {self.data_dir}: {why.strerror}", STORAGE) from why
        with self.archive():
            pass

    def lock(self, spiders: list[type[Spider]], spargs: dict[str, str]) -> tuple[list[type[Spider]], list[IO[str]]]:
        """The spiders no other process is running, and their locks; the others are named and left alone."""
        from crawler.locks import Busy, take

        free, locks = [], []
        for spider in spiders:
            address = hashlib.sha256(spargs["url"].encode()).hexdigest()[:12] if "url" in spargs else ""
            name = f"{spider.name}-{address}" if address else spider.name
            try:
                locks.append(take(self.data_dir / "locks", name))
            except Busy as why:
                print(f"{spider.name}: not started, {why} is crawling it already", file=sys.stderr)
            except OSError as why:
                raise CommandError(f"cannot write to DATA_DIR {self.data_dir}: {why.strerror}", STORAGE) from why
            else:
                free.append(spider)
        return free, locks

    # -- the crawl -----------------------------------------------------------------------------------------------

    def crawl(self, spiders: list[type[Spider]], spargs: dict[str, str]) -> list[Crawler]:
        """Run the spiders in one process."""
        assert self.crawler_process is not None
        crawlers = [self._create_crawler(spider) for spider in spiders]
        for crawler in crawlers:
            self.crawler_process.crawl(crawler, **spargs)
        # What start-up has made stays to the end: without this the collector looks through it again and again, for a
        # fiftieth of a crawl's time (benchmarks/PROFILE.md).
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        heed_signals()
        self.crawler_process.start()
        return crawlers

    # -- after ---------------------------------------------------------------------------------------------------

    def told(self, crawlers: list[Crawler]) -> list[dict[str, Any]]:
        """The run reports, each told in one line; of several sites a table of verdicts follows."""
        from crawler.outputs.summary import run_line, verdicts_table

        reports = [read_report(crawler) for crawler in crawlers]
        for report in reports:
            print(run_line(report))
        if len(reports) > 1:
            print(f"\n{verdicts_table(reports)}")
        return reports

    def published(self, watchlist: Watchlist) -> int:
        """Write the feeds from the archive."""
        from crawler.outputs.jsonfeed import write_feeds

        folder = self.data_dir / "feeds"
        try:
            with self.archive() as archive:
                write_feeds(archive, folder, codes_of(watchlist), address=self.settings["FEEDS_URL"])
        except OSError as why:
            print(f"error: cannot write the feeds in {folder}: {why.strerror}", file=sys.stderr)
            return STORAGE
        except CommandError as why:
            print(f"error: {why}", file=sys.stderr)
            return why.code
        return OK

    def exported(self, crawlers: list[Crawler]) -> int:
        """Whether every -o and -O file was written."""
        feeds = [str(uri) for uri in self.settings.getdict("FEEDS")]
        for crawler in crawlers:
            stats = crawler.stats.get_stats() if crawler.spider else {}
            written = sum(count for name, count in stats.items() if name.startswith("feedexport/success_count/"))
            if written < len(feeds):
                print(f"error: cannot write {', '.join(feeds)}; the archive is complete all the same", file=sys.stderr)
                return STORAGE
        return OK


def heed_signals() -> None:
    """Once Scrapy has installed its handlers: hear of a stop before it, and end the process when that takes too long."""
    from twisted.internet import reactor as installed

    from crawler.stopping import LAST_SECONDS, stop

    reactor: Any = installed  # its type is that of a module

    def at_last() -> None:
        if reactor.running:
            reactor.stop()

    stop.listen(lambda: reactor.callLater(LAST_SECONDS, at_last))
    reactor.callWhenRunning(reactor.callLater, 0, stop.hear_signals)


def _groups(spider: type[Spider]) -> tuple[str, ...]:
    site = getattr(spider, "site", None)
    declared = site is not None and site.evidence != "sample" and getattr(spider, "sections", ())
    return site.groups if site is not None and declared else ()


def read_report(crawler: Crawler) -> dict[str, Any]:
    """The run report of a crawl, also of one that never started."""
    from crawler.extensions.health import HealthExtension

    try:
        extension = crawler.get_extension(HealthExtension)
    except RuntimeError:
        extension = None
    if extension is not None and extension.report:
        return extension.report
    return {
        "spider": crawler.spidercls.name, "verdict": "interrupted", "cause": "the crawl did not start; see the log",
        "exit": SITE_NOT_OK, "listed": {}, "stored": {}, "flagged": 0, "rejected": {}, "articles_failed": {},
    }  # fmt: skip
