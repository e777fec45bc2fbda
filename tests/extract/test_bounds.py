"""Hostile and broken pages: an answer within two seconds, and no other exception than NotAnArticle."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import NotAnArticle, extract_article, list_links, next_pages
from crawler.extract.bounds import bounded
from crawler.items import Article
from tests.extract import pages

SIZE = 10_000_000
URL = "https://www.example.gov.cn/a/t20240506_1.html"


def answer(page: bytes) -> None:
    """Ask everything of a page."""
    with contextlib.suppress(NotAnArticle):
        assert isinstance(extract_article(page, URL), Article)
    with contextlib.suppress(NotAnArticle):
        list_links(page, URL)
    next_pages(page, URL)


@pytest.mark.parametrize(
    "unit",
    [
        b"<div>",
        b"<b a=1><p>",
        "<p>一</p>".encode(),
        b"<div><p>a<span class=x>",
        '<li><a href="/a/20240101/1234.html">这是一个文章标题文字</a> 2024-01-01</li>'.encode(),
        "文字，".encode("gbk"),
        b"<table><tr><td>",
        b"\xff",
        b"<",
    ],
    ids=["nested", "formatting", "paragraphs", "mixed", "links", "one text", "tables", "no text", "open"],
)
def test_ten_megabytes(unit: bytes) -> None:
    page = unit * (SIZE // len(unit))
    start = time.process_time()
    with contextlib.suppress(NotAnArticle):
        extract_article(page, URL)
    assert time.process_time() - start < 2


def test_a_huge_attribute_and_many_attributes() -> None:
    start = time.process_time()
    answer(b'<div class="' + b"a " * (SIZE // 2) + b'">x</div>')
    answer(b"<div " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b"><p>x</p>")
    assert time.process_time() - start < 4


def test_an_ordinary_page_is_not_cut() -> None:
    page = pages.portal()
    assert bounded(page) == (page, False)
    rows = pages.listing(count=28) * 40
    assert bounded(rows) == (rows, False)


@given(st.binary(max_size=400))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_any_bytes(page: bytes) -> None:
    answer(page)


@given(
    st.sampled_from(
        [pages.trs_main(), pages.old_table(), pages.portal(), pages.listing(), pages.mirror(), pages.founder()]
    ),
    st.lists(st.tuples(st.integers(0, 8000), st.integers(0, 200), st.binary(max_size=12)), max_size=6),
)
@settings(derandomize=True, max_examples=80, deadline=None)
def test_damaged_pages(page: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    for place, length, put in cuts:
        page = page[:place] + put + page[place + length :]
    answer(page)


@given(st.text(alphabet="<>/=\"' &;#xpdivabr文，。：2024-05来源\n", max_size=200))
@settings(derandomize=True, max_examples=120, deadline=None)
def test_tag_soup(text: str) -> None:
    answer(text.encode())
