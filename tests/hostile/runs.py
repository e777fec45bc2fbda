"""A crawl of a hostile site as a person starts it, what it left behind, and what must hold whatever the site did."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.site import Server, Site

PROJECT = Path(__file__).resolve().parents[2]
PEAK_KB = 400_000

VERDICTS = frozenset(
    "ok blocked unreachable empty_listing extract_failed fields_missing stale interrupted unverified storage_failed".split()
)
# Warnings by which a stored text admits that it may not be the whole or not the exact one.
ADMITS = re.compile(r"trunc|incomplete|parts_missing|cut|damaged|decode_errors|lost_characters|partial")
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# What a line of the log, of an error and of the summary looks like.
_LOG_LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:DEBUG|INFO|WARNING|ERROR|CRITICAL) [\w.]+: |error: |note: |site ?|ccdi"
)


@dataclass(repr=False)
class Run:
    """A finished crawl and its DATA_DIR."""

    code: int
    out: str
    err: str
    seconds: float
    limit: float
    peak_kb: int
    data_dir: Path
    asked: list[Any] = field(default_factory=list)
    """What the site was asked during this run."""

    @cached_property
    def reports(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_bytes()) for path in sorted((self.data_dir / "runs").glob("*.json"))]

    @property
    def report(self) -> dict[str, Any]:
        return self.reports[-1]

    @property
    def verdict(self) -> str:
        return str(self.report["verdict"])

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.data_dir / "archive.sqlite3") as archive:
            return archive.execute(statement).fetchall()

    @cached_property
    def articles(self) -> list[dict[str, Any]]:
        rows = self._rows("SELECT item, withdrawn_at, revision, canonical_url FROM articles ORDER BY id")
        return [
            {**json.loads(item), "withdrawn_at": gone, "revision": revision, "canonical_url": url}
            for item, gone, revision, url in rows
        ]

    @cached_property
    def addresses(self) -> set[str]:
        """Paths under which something is stored."""
        return {_path(key) for (key,) in self._rows("SELECT key FROM addresses")}

    @cached_property
    def left(self) -> dict[str, str]:
        """Paths left for the next run, and why."""
        return {_path(url.partition("://")[2]): why for url, why in self._rows("SELECT url, why FROM pending")}

    @cached_property
    def settled(self) -> dict[str, str]:
        """Paths that were found to hold no article, and why."""
        return {_path(key): why for key, why in self._rows("SELECT key, reason FROM rejected")}

    @cached_property
    def feed(self) -> list[dict[str, Any]]:
        return json.loads((self.data_dir / "feeds" / "all.json").read_bytes())["items"]

    def stored(self, path: str) -> dict[str, Any] | None:
        """The article stored under a path, by its address."""
        return next((one for one in self.articles if _path(one["url"].partition("://")[2]) == path), None)

    def outcome(self, site: Site, path: str) -> str:
        """What became of the story behind a path: exact, admitted, wrong, left, rejected or lost."""
        if one := self.stored(path):
            return "exact" if is_true(one, site) else "admitted" if admits(one) else "wrong"
        return "left" if path in self.left else "rejected" if path in self.settled else "lost"


def _path(key: str) -> str:
    return "/" + key.partition("/")[2]


def is_true(article: Mapping[str, Any], site: Site) -> bool:
    """Whether title, day and text are those of the story at its address."""
    told = site.truth.get(site.path_of(article["url"]))
    return told is not None and (article["title"], article["date"], article["body"]) == (
        told.title, told.day.isoformat(), told.body,
    )  # fmt: skip


def admits(article: Mapping[str, Any]) -> bool:
    """Whether a stored article says itself that it may be incomplete."""
    return any(ADMITS.search(one) for one in article["warnings"])


def start(
    command: list[str], env: Mapping[str, str], limit: float, folder: Path
) -> tuple[int, bytes, bytes, float, int]:
    """Run a process to its end, or to its limit, and watch its memory."""
    out, err = folder / "out", folder / "err"
    begun, peak = time.monotonic(), 0
    with out.open("wb") as to_out, err.open("wb") as to_err:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=to_out, stderr=to_err, env=dict(env))
        try:
            while process.poll() is None and time.monotonic() - begun < limit:
                peak = max(peak, _peak_kb(process.pid))
                time.sleep(0.03)
            code = process.poll()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    return -9 if code is None else code, out.read_bytes(), err.read_bytes(), time.monotonic() - begun, peak


def _peak_kb(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) if found else 0


QUICK = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_TIMEOUT": 4, "RETRY_TIMES": 1}


def scrapy(
    folder: Path, *args: str, env: Mapping[str, str] | None = None, limit: float = 60, **settings: object
) -> Run:
    """Run `scrapy ARGS`, its data under folder/data."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "scrapy", *args]
    for name, value in {"DATA_DIR": folder / "data", **settings}.items():
        command += ["-s", f"{name}={value}"]
    clean = {name: value for name, value in os.environ.items() if name in ("HOME", "PATH")}
    code, out, err, seconds, peak = start(command, {**clean, **(env or {})}, limit, folder)
    return Run(
        code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"), seconds, limit, peak, folder / "data"
    )


def crawl(
    folder: Path, site: Site, *args: str, env: Mapping[str, str] | None = None, limit: float = 60, **settings: object
) -> Run:
    """`scrapy crawl site` on a site; the settings are those of `QUICK` unless given."""
    before = len(site.server.asked)
    settings = {**QUICK, "ALLOW_HOSTS": f"127.0.0.1:{site.server.port}", **settings}
    run = scrapy(folder, "crawl", "site", "-a", f"url={site.list_url}", *args, env=env, limit=limit, **settings)
    run.asked = site.server.asked[before:]
    return run


def crawl_all(folder: Path, sites: Mapping[str, Site], **settings: Any) -> dict[str, Run]:
    """A crawl of each site, some at a time: many only wait for a server."""
    with ThreadPoolExecutor(3) as pool:
        running = {name: pool.submit(crawl, folder / name, site, **settings) for name, site in sites.items()}
        return {name: one.result() for name, one in running.items()}


def brief(run: Run, *args: str) -> tuple[Run, dict[str, str]]:
    """`scrapy brief` on a run's archive: the run and the files it wrote, by suffix."""
    made = scrapy(run.data_dir.parent, "brief", *args)
    files = {path.suffix[1:]: path.read_text("utf-8") for path in (run.data_dir / "briefs").iterdir()}
    return made, files


EVERYTHING = os.environ.get("HOSTILE") == "all"
"""Set by `make hostile`: every case. Without it only those that CI has the time for."""


def chosen(cases: Mapping[str, Any], *often: str) -> dict[str, Any]:
    """The cases of this run: all, or those named."""
    return dict(cases) if EVERYTHING else {name: cases[name] for name in often}


def each(names: Iterable[str], fail: Mapping[str, str] | None = None) -> list[Any]:
    """The names as parameters; those in `fail` are known to fail, and why."""
    fail = fail or {}
    assert not EVERYTHING or not set(fail) - set(names), "a known failure that no test looks at"
    return [
        pytest.param(name, marks=[pytest.mark.xfail(strict=True, reason=fail[name])] if name in fail else [])
        for name in names
    ]


# -- what must hold --------------------------------------------------------------------------------------------------


def _ends(run: Run, site: Site) -> None:
    assert run.seconds < run.limit, f"still running after {run.limit} s"
    assert run.code in (0, 1, 3), run.err[-2000:]


def _log_is_inert(run: Run, site: Site) -> None:
    assert "Traceback" not in run.err
    for text in (run.err, run.out):
        assert not UNSAFE.search(text), ascii(text[max(0, UNSAFE.search(text).start() - 200) :][:300])  # type: ignore[union-attr]
        strange = [line for line in text.splitlines() if line and not _LOG_LINE.match(line)]
        assert not strange, strange[:5]


def _report_is_sound(run: Run, site: Site) -> None:
    files = sorted((run.data_dir / "runs").iterdir())
    assert len(run.reports) == len(files)
    for report in run.reports:
        assert report["verdict"] in VERDICTS
    assert run.report["started_at"] <= run.report["finished_at"]
    expected = {"ok": 0, "storage_failed": 3}.get(run.verdict, 1)
    assert run.code == expected, f"exit code {run.code} for {run.verdict}"


def _stored_is_true(run: Run, site: Site) -> None:
    wrong = [
        (one["url"], one["title"], one["date"], one["warnings"], one["body"][-60:])
        for one in run.articles
        if not is_true(one, site) and not admits(one) and site.path_of(one["url"]) not in site.apart
    ]
    assert not wrong, wrong


def _nothing_is_lost(run: Run, site: Site) -> None:
    missing = {path for path in site.healthy - site.apart if run.stored(path) is None and path not in run.left}
    lost = {path: run.outcome(site, path) for path in missing}
    # A run that says it failed may have read nothing at all; one that says ok must have everything.
    assert not lost or (run.verdict != "ok" and not run.report["complete"]), lost


def _is_polite(run: Run, site: Site) -> None:
    assert site.server.most_at_once <= 1
    counts = Counter(one.path for one in run.asked)
    assert not {path: counts[path] for path in site.healthy if counts[path] > 1}
    assert not {path: count for path, count in counts.items() if count > 6}  # REDIRECT_MAX_TIMES and one
    for one in run.asked:
        assert not {"cookie", "authorization"} & set(one.headers), (one.path, one.headers)


def _feeds_are_json(run: Run, site: Site) -> None:
    for path in (run.data_dir / "feeds").glob("*.json"):
        for item in json.loads(path.read_bytes())["items"]:
            assert item["url"].startswith(("http://", "https://"))
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", item["title"] + item["content_text"])
    assert {one["url"] for one in run.feed} == {one["url"] for one in run.articles}


def _files_have_plain_names(run: Run, site: Site) -> None:
    for path in run.data_dir.parent.rglob("*"):
        assert re.fullmatch(r"[\w.+-]{1,120}", path.name), path
        assert not path.is_symlink()


def _memory_is_bounded(run: Run, site: Site) -> None:
    assert run.peak_kb < PEAK_KB, f"{run.peak_kb / 1000:.0f} MB"


INVARIANTS: dict[str, Callable[[Run, Site], None]] = {
    "it ends by itself": _ends,
    "its log is inert": _log_is_inert,
    "its report is sound": _report_is_sound,
    "what is stored is true": _stored_is_true,
    "nothing is lost": _nothing_is_lost,
    "it is polite": _is_polite,
    "its feeds are JSON": _feeds_are_json,
    "its files have plain names": _files_have_plain_names,
    "its memory is bounded": _memory_is_bounded,
}


def assert_sound(run: Run, site: Site, canary: Server | None = None, *, but: tuple[str, ...] = ()) -> None:
    """Every invariant at once; `but` names those that a test of its own looks at."""
    for name, holds in INVARIANTS.items():
        if name not in but:
            holds(run, site)
    if canary is not None:
        assert canary.connections == 0, canary.paths
