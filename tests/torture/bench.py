"""A site, the program, and what an undisturbed run leaves: against that every disturbed one is held."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.torture import state
from tests.torture.program import HERE, Command, Program
from tests.torture.site import ALONE, HOST, Site

LONG = pytest.mark.skipif(not os.environ.get("TORTURE"), reason="takes long; make torture")
MORE_PLACES = HERE / "more_places.toml"


@dataclass
class Bench:
    """Commands on data folders below `folder`, against one site."""

    program: Program
    folder: Path
    site: Site = field(default_factory=Site)

    def __post_init__(self) -> None:
        self.site.start()

    def stop(self) -> None:
        self.site.stop()

    def data_dir(self, name: str, like: Path | None = None) -> Path:
        """A data folder of that name, new, or a copy of another one."""
        data_dir = self.folder / name
        shutil.rmtree(data_dir, ignore_errors=True)
        if like is not None:
            shutil.copytree(like, data_dir)
        return data_dir

    def start(self, data_dir: Path, *args: str, **more: Any) -> Command:
        hosts = ",".join(f"{host}=127.0.0.1:{self.site.port}" for host in (HOST, ALONE))
        return self.program.start(data_dir, *args, **{"HOST_MAP": hosts, **more})

    def run(self, data_dir: Path, *args: str, timeout: float = 60, **more: Any) -> Command:
        return self.start(data_dir, *args, **more).wait(timeout)


@dataclass
class Job:
    """A command to disturb: on what it starts, how it is called, and how it is brought to its end afterwards."""

    name: str
    args: tuple[str, ...]
    settings: dict[str, Any] = field(default_factory=dict)
    before: Callable[[Bench], Path | None] = lambda bench: None
    """Makes the data folder that each disturbed run starts from a copy of; None: there is none yet."""
    meanwhile: Callable[[Site], None] = lambda site: None
    """What happens to the site before the disturbed run."""
    afterwards: Callable[[Site], None] = lambda site: None
    """What happens to it before the run that comes to its end."""
    runs: int = 1
    """Undisturbed runs until everything is there."""
    fetches: bool = True


def _crawled(bench: Bench) -> Path:
    data_dir = bench.data_dir("crawled")
    done = bench.run(data_dir, "crawl", "ccdi")
    assert done.code == 0, done.err
    return data_dir


def _crawled_without_feeds(bench: Bench) -> Path:
    data_dir = _crawled(bench)
    shutil.rmtree(data_dir / "feeds")
    return data_dir


def _of_version_1(bench: Bench) -> Path:
    """The archive of all but the four newest articles as the first version of the schema kept it."""
    bench.site.count = 36
    data_dir = _crawled(bench)
    bench.site.count = 40
    with closing(sqlite3.connect(data_dir / "archive.sqlite3")) as archive:
        archive.executescript(OLD_SCHEMA.read_text("utf-8"))
    return data_dir


OLD_SCHEMA = HERE / "to_version_1.sql"


def _correct(site: Site) -> None:
    site.corrected, site.retitled = {1, 5, 9, 20, 21, 30, 39, 40}, {30, 39}


CRAWL = Job("crawl", ("crawl", "ccdi"))
CRAWL_AGAIN = Job("crawl-again", ("crawl", "ccdi"), before=_crawled, meanwhile=_correct, runs=2)
MIGRATION = Job("migration", ("crawl", "ccdi"), before=_of_version_1)
FLAG = Job("flag", ("flag",), {"LOCALITIES_FILE": MORE_PLACES}, before=_crawled, fetches=False)
FEEDS = Job("feeds", ("feeds",), before=_crawled_without_feeds, fetches=False)
BRIEF = Job("brief", ("brief", "--quiet"), before=_crawled, fetches=False)


def _three_articles(bench: Bench) -> Path:
    """Three articles of one list, read by address."""
    bench.site.count, bench.site.per_page = 3, 2
    data_dir = bench.data_dir("three articles")
    done = bench.run(data_dir, *SITE.args)
    assert done.code == 0, done.out + done.err
    return data_dir


def _three_more(site: Site) -> None:
    """One of them does not answer, on a list page that a run which has caught up does not reach any more."""
    site.count, site.broken, site.retitled, site.corrected = 7, {4}, {2}, {3}


def _repaired(site: Site) -> None:
    site.broken = set()


# Few writes, and one of each kind that a crawl makes.
SITE = Job(
    "site", ("crawl", "site", "-a", f"url=https://{ALONE}/yaowenn/"), before=_three_articles, meanwhile=_three_more,
    afterwards=_repaired, runs=2,
)  # fmt: skip
FIRST = Job("first", SITE.args)
JOBS = {job.name: job for job in (CRAWL, CRAWL_AGAIN, MIGRATION, FLAG, FEEDS, BRIEF, SITE)}


class Trial:
    """One job on one bench, its beginning and its undisturbed end made once."""

    def __init__(self, bench: Bench, job: Job) -> None:
        self.bench, self.job = bench, job
        self.origin = job.before(bench)
        self.before = state.content(self.origin) if self.origin else {}
        job.meanwhile(bench.site)
        self.undisturbed = bench.data_dir(f"{job.name} undisturbed", self.origin)
        self.duration = 0.0
        self.once: dict[str, state.Rows] = {}
        self.feeds_once: dict[str, str] = {}
        for number in range(job.runs):
            if number:
                job.afterwards(bench.site)
            done = bench.run(self.undisturbed, *job.args, **job.settings)
            assert done.code == 0, done.out + done.err
            self.duration = self.duration or done.took
            self.once = self.once or state.content(self.undisturbed)
            self.feeds_once = self.feeds_once or state.feeds(self.undisturbed)
        self.expected = state.content(self.undisturbed)

    def begin(self, name: str) -> Path:
        """A data folder before the job."""
        self.bench.site.asked.clear()
        self.bench.site.rechecked.clear()
        self.job.meanwhile(self.bench.site)
        return self.bench.data_dir(name, self.origin)

    def wrong_at_once(self, data_dir: Path, *, recorded: bool = True) -> list[str]:
        """What is wrong right after a disturbance, when nothing need be complete.

        Args:
            data_dir: what the disturbed command left.
            recorded: whether a run that began must have left its report.
        """
        told = state.torn(data_dir) + self.broken_archive(data_dir)
        if told:
            return told
        found = state.content(data_dir)
        if not (self.job.name == "flag" or self.bench.site.corrected):
            told += state.lost(self.before, found)
        told += self.strange_outputs(data_dir, found)
        told += self.wrong_claims(data_dir, recorded)
        return told

    def broken_archive(self, data_dir: Path) -> list[str]:
        # Flags, and corrected articles, are half old and half new in between: they are held against both.
        if self.job.name == "flag" or self.bench.site.corrected:
            try:
                found = state.content(data_dir)
            except (AssertionError, sqlite3.Error) as why:
                return [f"archive: {why}"]
            told = []
            for table in ("articles", "addresses", "watched", "pages", "revisions"):
                either = self.before.get(table, []) + self.expected.get(table, [])
                told += [f"{table}: strange {str(row)[:200]}" for row in found[table] if row not in either]
            urls = [row[0] for row in found["articles"]]
            earlier = {row[0] for row in self.before["articles"]}
            if len(urls) != len(set(urls)) or not earlier <= set(urls):
                told.append(f"articles lost or doubled: {urls}")
            return told
        return state.untrue(data_dir, self.bench.site, self.expected)

    def strange_outputs(self, data_dir: Path, found: dict[str, state.Rows]) -> list[str]:
        """Published files of which nothing in the archive tells."""
        told = []
        final = state.briefs(self.undisturbed)
        told += [
            f"briefs/{name} is another" for name, text in state.briefs(data_dir).items() if final.get(name) != text
        ]
        return told

    def wrong_claims(self, data_dir: Path, recorded: bool) -> list[str]:
        """A run that began must have its report, one that says `ok` must have brought everything."""
        if not self.job.fetches:
            return []
        told = []
        reports, runs = state.reports(data_dir), state.runs(data_dir) if (data_dir / "archive.sqlite3").exists() else []
        earlier = len(state.reports(self.origin)) if self.origin else 0
        begun = bool(self.bench.site.asked or self.bench.site.rechecked)
        if begun and recorded and (len(reports) <= earlier or len(runs) <= earlier):
            told.append(f"the run had begun, but there are {len(reports)} reports and {len(runs)} runs")
        for verdict, complete in runs[earlier:]:
            if verdict not in ("ok", "interrupted", "storage_failed"):
                told.append(f"verdict {verdict}")
            if complete and self.once and (wrong := state.differences(state.content(data_dir), self.once)):
                told.append(f"the archive calls the run complete, but {wrong}")
        told += [
            f"report says {one['verdict']}"
            for one in reports
            if one["verdict"] not in ("ok", "interrupted", "storage_failed")
        ]
        health = self.bench.run(data_dir, "health")
        if (
            health.code not in (0, 1)
            or "Traceback" in health.err
            or (begun and recorded and "No runs yet" in health.out)
        ):
            told.append(f"scrapy health: {health.code} {health.out} {health.err[-500:]}")
        return told

    def finish(self, data_dir: Path) -> list[str]:
        """Run to the end undisturbed, and say what is not as it would have been without the disturbance."""
        self.job.afterwards(self.bench.site)
        told = []
        for _ in range(self.job.runs):
            done = self.bench.run(data_dir, *self.job.args, **self.job.settings)
            if done.code or "Traceback" in done.err or done.complaints:
                told.append(f"the run afterwards: {done.code} {done.out[-300:]} {done.err[-800:]}")
        return told + self.unfinished(data_dir)

    def unfinished(self, data_dir: Path) -> list[str]:
        """What is not as an undisturbed run leaves it."""
        told = state.torn(data_dir)
        try:
            told += state.differences(state.content(data_dir), self.expected)
        except (AssertionError, sqlite3.Error) as why:
            return [*told, f"archive: {why}"]
        for one in (state.feeds, state.briefs):
            found, expected = one(data_dir), one(self.undisturbed)
            told += [
                f"{one.__name__}: {name} is another"
                for name in sorted({*found, *expected})
                if found.get(name) != expected.get(name)
            ]
        if self.job.fetches and not state.runs(data_dir)[-1][1]:
            told.append("the run afterwards is not complete")
        return told
