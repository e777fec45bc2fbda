"""Articles of any page: NotAnArticle or clean values, the same each time."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import Document, NotAnArticle, extract_article, find_gate, redirect_target
from crawler.hanzi.whitespace import drop_invisible, normalise_text
from crawler.items import json_text
from tests.properties.pages import ADDRESSES, PAGES, URL

many = settings(derandomize=True, deadline=None, max_examples=100)


def article_or_reason(page: bytes, url: str):
    try:
        return extract_article(page, url)
    except NotAnArticle as why:
        return str(why)


@given(PAGES, ADDRESSES)
@many
def test_any_tree_gives_clean_values_or_no_article(page: bytes, url: str) -> None:
    article = article_or_reason(page, url)
    if isinstance(article, str):
        return
    texts = (
        article.title,
        article.headline,
        article.kicker,
        article.subtitle,
        article.source,
        article.editor,
        article.section,
        article.body,
    )
    for text in texts:
        assert text is None or drop_invisible(text) == text
    assert "\n" not in article.title
    assert article.title.strip() == article.title != ""
    assert normalise_text(article.body) == article.body != ""
    assert article.date is None or 1990 <= article.date.year <= 2100
    assert article.date is None or isinstance(article.date, datetime.date)
    assert article.next_page is None or article.next_page.startswith(("http://", "https://"))
    json_text(article).encode("utf-8")


@given(PAGES)
@settings(many, max_examples=40)
def test_the_same_page_gives_the_same_article(page: bytes) -> None:
    assert article_or_reason(page, URL) == article_or_reason(page, URL)


@given(st.binary(max_size=200) | PAGES, st.none() | st.text(max_size=30))
@many
def test_any_page_is_read_and_asked_for_its_gate(page: bytes, content_type: str | None) -> None:
    document = Document.read(page, URL, content_type)
    assert 0 <= document.link_share <= 1
    gate, target = find_gate(document), redirect_target(document)
    assert gate is None or gate
    assert target is None or not target.lower().startswith("javascript:")
    for anchor in document.walk.anchors:
        assert 0 <= anchor.block <= len(document.blocks)
    for block in document.blocks:
        assert drop_invisible(block.text) == block.text
