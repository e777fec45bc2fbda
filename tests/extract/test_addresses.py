"""One address for each article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.addresses import address_key, address_score, canonical_url, declared_url


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.cn/show.asp?sid=1001", "http://example.cn/show.asp?sid=1002"),
        (
            "http://example.cn/show.asp?sid=8a81b2c3d4e5f60718293a4b",
            "http://example.cn/show.asp?sid=8a81b2c3d4e5f60718293a4c",
        ),
        (
            "http://example.cn/v.asp?cid=5&sid=8a81b2c3d4e5f60718293a4b",
            "http://example.cn/v.asp?cid=5&sid=8a81b2c3d4e5f60718293a4c",
        ),
        ("http://example.cn/v.php?shareid=7", "http://example.cn/v.php?shareid=8"),
        ("http://example.cn/v.php?from=12", "http://example.cn/v.php?from=13"),
        ("http://example.cn/v.php?from=gzdt&id=1", "http://example.cn/v.php?from=tzgg&id=1"),
        ("http://example.cn/v.php?pvid=31", "http://example.cn/v.php?pvid=32"),
        ("http://example.cn/v.jsp;sid=31", "http://example.cn/v.jsp;sid=32"),
        ("http://example.cn/v.php?share=31", "http://example.cn/v.php?share=32"),
        ("http://example.cn/v.php?t=1", "http://example.cn/v.php?t=2"),
        (
            "http://example.cn/v.php?cid=5&guid=8a81b2c3d4e5f607182",
            "http://example.cn/v.php?cid=5&guid=9a81b2c3d4e5f607182",
        ),
        ("http://example.cn/v.php?k=8a81b2c3d4e5f607182", "http://example.cn/v.php?k=9a81b2c3d4e5f607182"),
    ],
)
def test_two_documents_never_share_a_key(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize(
    "tail",
    [
        "&sid=8a81b2c3d4e5f60718293a4b5c6d7e8f",
        "&PHPSESSID=x",
        "&token=8a81b2c3d4e5f60718293a4b5c6d7e8f",
        "&x=Zm9vYmFyMTIzNDU2Nzg5MA",
        "&_=1715000000000",
        "&r=0.73528",
        "&ASPSESSIONIDQABC=KLM",
        "&from=singlemessage&isappinstalled=0",
        "&share_token=1&share_from=wx",
        "&from=",
        "&share=weixin",
    ],
)
def test_sessions_and_share_marks_go(tail: str) -> None:
    assert canonical_url("http://example.cn/show.asp?id=1001" + tail) == "http://example.cn/show.asp?id=1001"


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


PAGE = "https://www.example.cn/yw/202405/t20240506_123.html"


@pytest.mark.parametrize(
    ("url", "declared", "kept"),
    [
        (f"{PAGE}?token=1", PAGE, PAGE),
        (PAGE, "/dj/202405/t20240506_123.html", "https://www.example.cn/dj/202405/t20240506_123.html"),
        (PAGE, "", PAGE),
        (PAGE, "https://www.example.cn/", PAGE),  # a template's: all pages are the home page
        (PAGE, "https://www.example.cn/yw/202405/t20240506_124.html", PAGE),  # that of the article it was made with
        (PAGE, "https://other.example.cn/yw/202405/t20240506_123.html", PAGE),
        (PAGE, "javascript:void(0)", PAGE),
        (PAGE, "http://[bad", PAGE),
        ("https://www.example.cn/show.php?id=15&s=2", "/show.php?id=15", "https://www.example.cn/show.php?id=15"),
        ("https://www.example.cn/show.php?id=15", "/show.php?id=16", "https://www.example.cn/show.php?id=15"),
        ("https://www.example.cn/show.php?id=15", "/show.php", "https://www.example.cn/show.php?id=15"),
    ],
)
def test_the_address_a_page_declares_is_believed_for_the_same_document_only(url, declared, kept):
    assert declared_url(url, declared) == kept
