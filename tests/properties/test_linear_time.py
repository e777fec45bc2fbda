"""Time is bounded: twice the text never takes four times as long, on the runs that break regular expressions."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from crawler.extract import NotAnArticle, extract_article, list_links, next_pages
from crawler.extract.agreement import agreement
from crawler.extract.bylines import find_byline
from crawler.extract.dates import find_date, partial_date
from crawler.extract.decode import decode
from crawler.extract.reposts import find_repost
from crawler.extract.series import find_series
from crawler.extract.sources import source_value
from crawler.hanzi import fold
from crawler.hanzi.whitespace import normalise_text
from crawler.localities.finder import find_places
from tests.properties.pages import URL

SIZE = 200_000
# Below this the clock measures itself.
_NOTICEABLE = 0.004
RUNS = {
    "blanks": " ", "ideographic blanks": "\u3000", "digits": "1", "brackets": "（", "square brackets": "[", "ordinals": "第", "dashes": "—",
    "stops": "。", "quotes": "“", "lines": "\n", "days": "2024-", "names": "记者 ", "tags": "<p>（",
}  # fmt: skip


def _page(text: str) -> bytes:
    return f"<title>清河县开展专项检查</title><h1>清河县开展专项检查</h1><p>2024-05-06</p><p>{text}</p><a href='2.html'>{text}</a>".encode()


def _article(text: str) -> None:
    with suppress(NotAnArticle):
        extract_article(_page(text), URL)


def _links(text: str) -> None:
    with suppress(NotAnArticle):
        list_links(_page(text), URL)


PARSERS: dict[str, Callable[[str], object]] = {
    "article": _article,
    "links": _links,
    "following pages": lambda text: next_pages(_page(text), URL),
    "decode": lambda text: decode(text.encode("gb18030")),
    "date": find_date,
    "partial date": partial_date,
    "byline": find_byline,
    "series of a title": find_series,
    "series of a text": lambda text: find_series("清河治水记", text),
    "source": source_value,
    "repost": lambda text: find_repost("转载", f"全文如下：\n{text}"),
    "agreement": lambda text: agreement(text, "清河", text),
    "fold": fold,
    "white space": normalise_text,
    "places": find_places,
}


def fastest(parser: Callable[[str], object], text: str, runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        parser(text)
        times.append(time.process_time() - start)
        if times[-1] < _NOTICEABLE:
            break
    return min(times)


@pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS.keys())
def test_twice_the_text_takes_less_than_four_times_as_long(parser: Callable[[str], object]) -> None:
    slow = {}
    parser("清河县")
    for name, run in RUNS.items():
        text = (run * SIZE)[:SIZE]
        # A short one first: what is cubic must not run to its end.
        for length in (SIZE // 8, SIZE // 4, SIZE):
            # Measured thrice only where once is no proof: the machine does other things too.
            for runs in (1, 3):
                half, whole = fastest(parser, text[: length // 2], runs), fastest(parser, text[:length], runs)
                if whole < 4 * max(half, _NOTICEABLE):
                    break
            else:
                slow[name] = (half, whole)
                break
    assert not slow
