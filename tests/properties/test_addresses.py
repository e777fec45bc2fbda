"""Addresses: any text has one, and it is final."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.addresses import address_key, address_score, canonical_url, declared_url
from tests.properties.pages import HREFS

many = settings(derandomize=True, deadline=None, max_examples=120)
PIECES = [
    "http://", "https://", "HTTP://", "//", "/", "a.gov.cn", "A.GOV.CN.", "例子.中国", "[::1]", "[", "]", "@", ":80", ":443", ":x", "?", "&", "=", "#", "index.html", "id=1",
    "utm_source=x", "%", "%41", "%e4%b8%ad", "中", " ", "\t", "\u3000", ";jsessionid=1", "/(S(abcdefghijklmnopqrstuv12))/", "/t20240506_1_m.html", "..", "\\", "\x7f", "xn--", "\u2100", "from=timeline",
]  # fmt: skip
URLS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30)


@given(URLS)
@many
def test_the_canonical_address_is_final(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert not any(char.isspace() for char in once)


@given(URLS)
@many
def test_an_address_and_its_canonical_form_have_one_key(url: str) -> None:
    assert address_key(canonical_url(url)) == address_key(url)


@given(URLS | st.just("http://a.gov.cn/1/t20240506_1.html"), URLS | st.sampled_from(HREFS))
@many
def test_a_declared_address_is_of_the_same_host_and_final(url: str, declared: str) -> None:
    told = declared_url(url, declared)
    assert canonical_url(told) == told
    assert declared_url(told, "") == told


@given(st.text(max_size=40), st.text(max_size=40))
@many
def test_the_score_of_any_path_is_bounded(path: str, query: str) -> None:
    assert -4 <= address_score(path, query) <= 2
