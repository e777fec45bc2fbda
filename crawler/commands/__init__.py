"""What the project's `scrapy` subcommands share: one-line errors with an exit code, and what they open.

Every `scrapy` call imports all commands, so modules here import nothing heavy before `run`.
"""

from __future__ import annotations

import difflib
import logging
import math
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings

from crawler import settings as project_settings
from crawler.exit_codes import SITE_NOT_OK, STORAGE, USAGE
from crawler.paths import archive_url, in_project

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.archive.store import Archive
    from crawler.families.articles import ArticleSpider
    from crawler.localities import Watchlist


class CommandError(Exception):
    """Ends a command with a one-line message on stderr and an exit code."""

    def __init__(self, message: str, code: int = USAGE) -> None:
        super().__init__(" ".join(message.split()))
        self.code = code


class ProjectCommand:
    """Mix-in for the commands: `run` calls `work`, and a CommandError becomes one line and an exit code."""

    settings: Any
    crawler_process: Any
    exitcode: int

    requires_project = True

    def process_options(self, args: list[str], opts: Any) -> None:
        """Refuse wrong settings before Scrapy acts on them."""
        super().process_options(args, opts)  # type: ignore[misc]  # of ScrapyCommand, which stands behind this mix-in
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a Latin-1 terminal
        try:
            check_settings(self.settings)
        except CommandError as why:
            print(f"error: {why}", file=sys.stderr)
            sys.exit(why.code)

    def run(self, args: list[str], opts: Any) -> None:
        """As Scrapy calls it."""
        try:
            self.exitcode = self.work(args, opts)
        except CommandError as why:
            print(f"error: {why}", file=sys.stderr)
            self.exitcode = why.code
        except KeyboardInterrupt:
            print("stopped; what was written is whole, run it again for the rest", file=sys.stderr)
            self.exitcode = SITE_NOT_OK
        except BrokenPipeError:  # the reader of a pipe has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def work(self, args: list[str], opts: Any) -> int:
        """The command itself; gives the exit code."""
        raise NotImplementedError

    @property
    def data_dir(self) -> Path:
        """DATA_DIR as a path."""
        return in_project(self.settings["DATA_DIR"])

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """The archive, opened; its errors end the command with exit code 3."""
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        from crawler.archive.errors import ArchiveError
        from crawler.archive.store import Archive

        url = archive_url(self.settings["ARCHIVE_URL"], self.data_dir)
        try:
            parsed = make_url(url)
            parsed.get_dialect()
        except (ArgumentError, ImportError) as why:
            raise CommandError(f"ARCHIVE_URL: {why}; leave it empty for SQLite in DATA_DIR") from why
        except ValueError as why:  # its text is what stands in the port's place, a password perhaps
            raise CommandError(
                "ARCHIVE_URL: its port is not a number; write a : or / in a password as %3A or %2F"
            ) from why
        if "@" in (parsed.host or ""):  # the rest of a password, which every message would show as the host
            raise CommandError("ARCHIVE_URL: write an @ in a password as %40")
        try:
            opened = Archive.open(url)
            try:
                yield opened
            finally:
                opened.close()
        except ArchiveError as why:
            raise CommandError(str(why), STORAGE) from why

    def watchlist(self) -> Watchlist:
        """The watched places; a mistake in the file ends the command with exit code 2."""
        from crawler.localities import LocalitiesError, Watchlist

        try:
            return Watchlist.load(str(in_project(self.settings["LOCALITIES_FILE"])))
        except LocalitiesError as why:
            raise CommandError(str(why)) from why


class ErrandCommand(ProjectCommand):
    """Mix-in for commands that may ask a site for a page or two: nothing but errors is logged, unless -L asks for more."""

    def process_options(self, args: list[str], opts: Any) -> None:
        """Quiet the log before Scrapy starts it."""
        from crawler.logs import quiet

        super().process_options(args, opts)
        if (self.settings.getpriority("LOG_LEVEL") or 0) < COMMAND_LINE_PRIORITY:
            self.settings.set("LOG_LEVEL", "ERROR", "cmdline")
        quiet(self.settings["LOG_LEVEL"])

    def declared(self) -> dict[str, type[ArticleSpider]]:
        """Every site that can be crawled by its name alone, in the order of the names."""
        loader = self.crawler_process.spider_loader
        spiders: dict[str, Any] = {name: loader.load(name) for name in sorted(loader.list())}
        return {name: spider for name, spider in spiders.items() if getattr(spider, "sections", ())}

    def errand(self, spider: type[ArticleSpider]) -> Crawler:
        """Run a spider on an errand (`crawler.errands`) to its end."""
        from crawler.errands import SETTINGS

        self.settings.setdict(SETTINGS, "cmdline")
        crawler: Crawler = self.crawler_process.create_crawler(spider)
        self.crawler_process.crawl(crawler)
        self.crawler_process.start()
        return crawler


PROJECT_PRIORITY = SETTINGS_PRIORITIES["project"]
COMMAND_LINE_PRIORITY = SETTINGS_PRIORITIES["cmdline"]


def known_settings() -> frozenset[str]:
    """Names that Scrapy or this project gives a meaning."""
    return frozenset(name for module in (default_settings, project_settings) for name in dir(module) if name.isupper())


def check_settings(settings: BaseSettings) -> None:
    """Raise CommandError for a misspelt setting (-s), or one whose value cannot be read."""
    names = known_settings()
    given = [name for name in settings if (settings.getpriority(name) or 0) >= PROJECT_PRIORITY]
    for name in given:
        if name not in names and settings.getpriority(name) == COMMAND_LINE_PRIORITY:
            close = difflib.get_close_matches(name.upper(), names, 1)
            hint = f"; did you mean {close[0]}?" if close else "; `scrapy settings --help` explains"
            raise CommandError(f"unknown setting -s {name}{hint}")  # its value may be a password
    own = project_settings._own_defaults
    defaults: Mapping[str, Any] = {**vars(default_settings), **vars(project_settings), **own}
    for name in {*given, *own}:
        default, value = defaults.get(name), settings.get(name)
        if isinstance(value, str) and isinstance(default, (bool, int, float)):
            _check_value(name, value, default)
    for name, least in _LEAST.items():
        if not least <= settings.getfloat(name) <= _MOST:
            raise CommandError(f"{name}={settings[name]}: give a number from {least} to {_MOST}")
    if settings["LOG_LEVEL"] not in logging.getLevelNamesMapping():
        raise CommandError(f"LOG_LEVEL={settings['LOG_LEVEL']}: give DEBUG, INFO, WARNING, ERROR or CRITICAL")
    if not str(settings["DATA_DIR"]).strip():
        raise CommandError("DATA_DIR is empty: name the folder that everything is written under")
    _check_hosts(settings)


def _check_value(name: str, value: str, default: bool | int | float) -> None:
    if isinstance(default, bool):
        if value.lower() not in ("0", "1", "true", "false"):
            raise CommandError(f"{name}={value}: write True or False")
        return
    try:
        number = float(value) if name in _FRACTIONS or isinstance(default, float) else int(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise CommandError(f"{name}={value}: not a number")


# Whole numbers by default that make sense with a fraction.
_FRACTIONS = frozenset(
    {"DOWNLOAD_DELAY", "DOWNLOAD_TIMEOUT", "RECHECK_DAYS", "RETRY_AFTER_MAX", "CLOSESPIDER_TIMEOUT", "DNS_TIMEOUT"}
)
_LEAST = {
    "LIST_PAGES_MAX": 1,
    "BACKFILL_PAGES_MAX": 1,
    "GATES_IN_A_ROW": 1,
    "RECHECK_DAYS": 0,
    "RETRY_AFTER_MAX": 0,
    "DOWNLOAD_DELAY": 0,
}
_MOST = 100_000


def codes_of(watchlist: Watchlist) -> dict[str, str | None]:
    """The configured names, each with the code its passages carry; `*` has none of its own."""
    codes: dict[str, str | None] = dict.fromkeys(watchlist.names)
    return codes | {one.name: one.code for one in watchlist.describe()}


def _check_hosts(settings: BaseSettings) -> None:
    if not (settings.get("ALLOW_HOSTS") or settings.get("HOST_MAP")):
        return
    from crawler.middlewares.host_map import read_host_map
    from crawler.middlewares.reach import read_allow_hosts

    try:
        read_allow_hosts(settings)
        read_host_map(settings)
    except ValueError as why:
        raise CommandError(str(why)) from why
