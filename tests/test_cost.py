"""What a page costs, counted in function calls and bytes: the same number on every run, whatever else the machine does.

A change that makes extraction, flagging or storing do more work fails here; one that makes it do much less asks for the
new number.
Seconds are measured in ``benchmarks/``.
"""

from __future__ import annotations

import dataclasses
import datetime
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.store import Archive
from crawler.extract import NotAnArticle, extract_article, list_links
from crawler.localities import Watchlist
from crawler.sample.content import HOST, entries
from crawler.sample.site import _resources, respond

# Calls a page on Python 3.11; later versions make fewer, since they have comprehensions in line.
CALLS = {"extraction": 3_800, "links": 8_900, "flagging": 254, "storing": 850}
# Bytes in use at the worst moment of reading a page, the parser's own tree not counted.
PEAK = 1_420_000
MOST, LEAST = 1.15, 0.6


def calls(work: Callable[[], object]) -> int:
    """Python and C functions called by ``work`` on its second run, when everything that is kept is kept."""
    work()
    count = 0

    def note(_: Any, event: str, __: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def pages(kind: str) -> list[tuple[bytes, str]]:
    found = []
    for path in _resources():
        status, headers, body = respond(path)
        if (
            status == 200
            and headers["Content-Type"].startswith("text/html")
            and (path.endswith("/") == (kind == "list"))
        ):
            found.append((body, f"http://{HOST}{path}"))
    return found


def read(page: tuple[bytes, str]) -> object:
    try:
        return extract_article(*page)
    except NotAnArticle:
        return None


def within(name: str, measured: float) -> None:
    assert LEAST * CALLS[name] <= measured <= MOST * CALLS[name], (
        f"{name}: {measured:.0f} calls a page, not {CALLS[name]}"
    )


@pytest.mark.parametrize("name", ["extraction", "links"])
def test_calls_to_read_a_page(name: str) -> None:
    found = pages("article" if name == "extraction" else "list")
    work = (
        (lambda: [read(page) for page in found])
        if name == "extraction"
        else (lambda: [list_links(*page) for page in found])
    )
    assert len(found) >= 5
    within(name, calls(work) / len(found))


def test_calls_to_flag_an_article() -> None:
    watchlist = Watchlist.of("晉城")
    texts = [(entry.title, entry.body) for entry in entries()]
    within("flagging", calls(lambda: [watchlist.flag(*text) for text in texts]) / len(texts))


def test_calls_to_store_an_article(tmp_path: Path) -> None:
    archive = Archive.open(f"sqlite:///{tmp_path / 'archive.sqlite3'}")
    articles = [extract_article(*page) for page in pages("article") if read(page) is not None]
    now = datetime.datetime(2024, 3, 12, tzinfo=datetime.UTC)
    turn = 0

    def store() -> None:
        nonlocal turn
        turn += 1
        for article in articles:
            one = dataclasses.replace(article, url=f"{article.url}?id={turn}", canonical_url=None, title=f"{turn}")
            assert archive.put(one, now) == "new"

    within("storing", calls(store) / len(articles))
    archive.close()


def test_memory_to_read_a_page() -> None:
    found = pages("article")
    for page in found:
        read(page)
    peaks = []
    tracemalloc.start()
    try:
        for page in found:
            before, _ = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()
            read(page)
            peaks.append(tracemalloc.get_traced_memory()[1] - before)
    finally:
        tracemalloc.stop()
    assert LEAST * PEAK <= max(peaks) <= MOST * PEAK, f"{max(peaks)} bytes, not {PEAK}"
