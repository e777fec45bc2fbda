"""Links and following pages of any page: http(s) addresses without blanks and control characters, and not too many."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import NotAnArticle, list_links, next_pages
from crawler.extract.links import MAX_LINKS
from crawler.extract.paging import MAX_PAGES
from tests.properties.pages import ADDRESSES, HREFS, PAGES, URL

many = settings(derandomize=True, deadline=None, max_examples=80)
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")


def assert_plain(url: str) -> None:
    assert urlsplit(url).scheme in ("http", "https")
    assert not _UNFIT.search(url), ascii(url)


@given(PAGES, ADDRESSES)
@many
def test_links_are_plain_web_addresses(page: bytes, url: str) -> None:
    try:
        links = list_links(page, url)
    except NotAnArticle:
        return
    assert len(links) <= MAX_LINKS
    for link in links:
        assert_plain(link.url)
    assert links == list_links(page, url)


@given(PAGES, ADDRESSES)
@many
def test_following_pages_are_plain_web_addresses(page: bytes, url: str) -> None:
    pages = next_pages(page, url)
    assert len(pages) <= MAX_PAGES
    for following in pages:
        assert_plain(following)


@given(
    st.lists(st.sampled_from(HREFS) | st.text(max_size=12), min_size=1, max_size=6),
    st.sampled_from(["下一页", "尾页", "2", ">"]),
)
@many
def test_any_address_behind_a_pager_link(hrefs: list[str], text: str) -> None:
    page = "".join(f'<a href="{href}">{text}</a><a href="{href}">下一页</a>' for href in hrefs).encode(
        "utf-8", "replace"
    )
    for following in next_pages(page, URL):
        assert_plain(following)


@given(st.integers(0, 99999), st.integers(0, 99999))
@settings(many, max_examples=25)
def test_a_pager_call_with_any_counts(count: int, current: int) -> None:
    for call in (
        f'createPageHTML({count}, {current}, "index", "html")',
        f"createPageHTML('d', {count}, {current}, 'index', 'html', 9)",
        f"var countPage = {count}; var currentPage = {current};",
    ):
        assert len(next_pages(f"<script>{call}</script>".encode(), URL)) <= MAX_PAGES
