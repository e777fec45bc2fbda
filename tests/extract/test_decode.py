"""Which character set a page is in."""

from __future__ import annotations

import codecs

import pytest

from crawler.extract.decode import decode

TEXT = "虚构市纪委监委通报六起典型问题，要求引以为戒。这是人民日报记者的报道，我们从中看到了发展的新变化。"
HANT = "虛構市紀委監委通報六起典型問題，要求引以為戒。這是本報記者的報導，我們從中看到了發展的新變化。"


def html(text: str, charset: str) -> str:
    return f'<html><head><meta charset="{charset}"><title>{text}</title></head><body>{text}</body></html>'


@pytest.mark.parametrize(
    ("body", "header", "encoding", "warnings"),
    [
        (html(TEXT, "utf-8").encode(), None, "utf-8", []),
        (html(TEXT, "utf-8").encode(), "text/html; charset=UTF-8", "utf-8", []),
        (html(TEXT, "gb2312").encode("gbk"), None, "gb18030", []),
        (html(TEXT + "㐀镕", "gb2312").encode("gb18030"), "text/html", "gb18030", []),
        (html(TEXT, "gbk").encode(), None, "utf-8", ["charset_mismatch"]),
        (html(TEXT, "utf-8").encode("gbk"), None, "gb18030", ["charset_mismatch"]),
        (html(TEXT, "utf-8").encode(), "text/html; charset=GBK", "utf-8", ["charset_mismatch"]),
        (html(HANT, "big5").encode("big5"), None, "big5hkscs", []),
        (TEXT.encode("gbk"), None, "gb18030", []),
        (HANT.encode("big5"), None, "big5hkscs", []),
        (html(HANT, "gb2312").encode("big5"), None, "big5hkscs", ["charset_mismatch"]),
        (codecs.BOM_UTF8 + html(TEXT, "gbk").encode(), "text/html; charset=gbk", "utf-8", []),
        (codecs.BOM_UTF16_LE + html(TEXT, "utf-8").encode("utf-16-le"), None, "utf-16-le", []),
        (html(TEXT, "utf-16").encode("utf-16-be"), None, "utf-16-be", []),
        (b"<p>plain</p>", "text/html; charset=gbk", "utf-8", []),
    ],
)
def test_encoding(body: bytes, header: str | None, encoding: str, warnings: list[str]) -> None:
    decoded = decode(body, header)
    assert decoded.encoding == encoding
    assert decoded.warnings == warnings
    assert "plain" in decoded.text or "典型" in decoded.text


def test_a_broken_pair_does_not_lose_the_page() -> None:
    for encoding, name in (("utf-8", "utf-8"), ("gbk", "gb18030")):
        body = html(TEXT * 5, encoding).encode(encoding)
        middle = body.index("引以".encode(encoding))
        decoded = decode(body[:middle] + b"\xff" + body[middle:])
        assert decoded.encoding == name
        assert "decode_errors" in decoded.warnings
        assert "新变化" in decoded.text


def test_a_cut_last_character_is_dropped() -> None:
    decoded = decode(TEXT.encode()[:-1])
    assert (decoded.encoding, decoded.text) == ("utf-8", TEXT[:-1])


def test_nul_is_removed() -> None:
    assert decode("虚\0构".encode()).text == "虚构"
