"""From bytes to text: never an exception, never anything but UTF-8, and Chinese text comes back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.decode import decode

few = settings(derandomize=True, deadline=None, max_examples=50)
_NEWS = [
    "中国的纪检监察机关在工作中发现了这些问题", "我们要对有关的人进行教育", "他说这是一个大的进步", "会议要求全面加强作风建设", "地方的同志来了", "\n", "，", "。", "2024",
]  # fmt: skip
_TRADITIONAL = [
    "這個國家的問題是我們要對人民說明的",
    "他們在會議上說了很多的話",
    "我的國家有很多的人",
    "，",
    "。",
    "\n",
]


@given(
    st.binary(max_size=300),
    st.none()
    | st.text(max_size=40)
    | st.sampled_from(["gbk", "big5", "utf-16", "utf-8", "x"]).map("text/html; charset={}".format),
)
@few
def test_any_bytes_become_utf8_without_nul(body: bytes, content_type: str | None) -> None:
    for start in (b"", b'<meta charset="gb2312">', b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff", b"\xff\xfe\x00\x00"):
        decoded = decode(start + body, content_type)
        assert b"\0" not in decoded.utf8
        assert decoded.utf8.decode("utf-8") == decoded.text
        assert decode(start + body, content_type) == decoded


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", [True, False])
@given(lines=st.lists(st.sampled_from(_NEWS), min_size=2, max_size=12))
@few
def test_simplified_text_comes_back(encoding: str, declared: bool, lines: list[str]) -> None:
    page = f"<html><body><p>{_NEWS[0]}{''.join(lines)}</p></body></html>"
    content_type = f"text/html; charset={encoding}" if declared else None
    assert decode(page.encode(encoding), content_type).text == page


@given(st.lists(st.sampled_from(_TRADITIONAL), min_size=2, max_size=12), st.booleans())
@few
def test_traditional_text_in_big5_comes_back(lines: list[str], declared: bool) -> None:
    page = f"<html><body><p>{_TRADITIONAL[0]}{''.join(lines)}</p></body></html>"
    assert decode(page.encode("big5"), "text/html; charset=big5" if declared else None).text == page
