"""One address for each article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.addresses import address_key, address_score, canonical_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://WWW.Example.gov.cn:443/a/t20240506_1.html#top", "https://www.example.gov.cn/a/t20240506_1.html"),
        ("http://example.cn:80", "http://example.cn/"),
        ("http://example.cn:8080/a", "http://example.cn:8080/a"),
        ("https://example.cn/202607/t20260729_4_m.html", "https://example.cn/202607/t20260729_4.html"),
        ("https://example.cn/yw/index.html", "https://example.cn/yw/"),
        ("https://example.cn/yw/index_2.html", "https://example.cn/yw/index_2.html"),
        ("http://example.cn/a.jsp;jsessionid=0A1B?id=7&PHPSESSID=x&utm_source=wx", "http://example.cn/a.jsp?id=7"),
        (
            "http://example.cn/n.php?cid=15&page=2&from=timeline&isappinstalled=0",
            "http://example.cn/n.php?cid=15&page=2",
        ),
        ("http://example.cn/n.php?b=2&a=1", "http://example.cn/n.php?b=2&a=1"),
        ("http://example.cn/list.aspx?share_token=1", "http://example.cn/list.aspx"),
        ("http://例子.中国/新闻/1.html", "http://xn--fsqu00a.xn--fiqs8s/%E6%96%B0%E9%97%BB/1.html"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        ("mailto:a@b.cn", "mailto:a@b.cn"),
        ("http://[bad", "http://[bad"),
    ],
)
def test_canonical(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


def test_key_ignores_the_scheme() -> None:
    assert address_key("http://example.cn/a.html#x") == address_key("https://EXAMPLE.cn/a.html")
    assert address_key("http://a.example.cn/1.html") != address_key("http://b.example.cn/1.html")


@given(st.text(max_size=60))
@settings(derandomize=True, max_examples=150)
def test_canonical_is_idempotent(path: str) -> None:
    once = canonical_url("http://example.cn/" + path)
    assert canonical_url(once) == once


@pytest.mark.parametrize(
    "path",
    [
        "/yaowenn/202405/t20240506_346128.html",
        "/content/2017-10/08/content_12.htm",
        "/info/1020/34567.htm",
        "/art/2018/5/4/art_17_3456.html",
        "/20/0802/16/FJ1P0UTC0001899O.html",
        "/scjc/scdc/2026/9/7/c5a73c0011223344aabbccddeeff0011.shtml",
        "/p/12345.html",
        "/Item/18248.aspx",
        "/c/2024-05-05/1499615.shtml",
    ],
)
def test_addresses_of_articles(path: str) -> None:
    assert address_score(path) >= 1.5


@pytest.mark.parametrize(
    "path",
    ["/", "/yw/", "/yw/index.html", "/index_3.html", "/node_122866_2.htm", "/col/col17/index.html", "/category/jlsc"],
)
def test_addresses_of_lists(path: str) -> None:
    assert address_score(path) < 0
