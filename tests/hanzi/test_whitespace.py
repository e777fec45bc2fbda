"""normalise_line, normalise_text: what a page holds, made what a reader sees."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hanzi.whitespace import drop_invisible, normalise_line, normalise_text, split_lines

LINES = [
    ("正文", "正文"),
    ("\u3000\u3000正文", "正文"),
    ("\xa0\xa0方\u3000敏\xa0", "方 敏"),
    ("甲\u200b乙\ufeff丙\u00ad丁\u2060", "甲乙丙丁"),
    ("甲 \t  乙", "甲 乙"),
    ("甲\r\n乙\u2028丙", "甲 乙 丙"),
    ("甲\ue5e5\ue5e5乙", "甲 乙"),
    ("甲\x00\x07\x9f乙", "甲乙"),
    ("晋\u200d城", "晋城"),
    ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
    ("葛\U000e0100城", "葛城"),
    ("\u202e甲\u202c", "甲"),
    ("“甲”，乙。（丙）", "“甲”，乙。（丙）"),
    ("甲\ud800乙", "甲\ufffd乙"),
    ("a b", "a b"),
    ("  ", ""),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "expected"), LINES)
def test_normalise_line(raw: str, expected: str) -> None:
    assert normalise_line(raw) == expected


def test_normalise_text() -> None:
    raw = "\u3000\u3000一段。\r\n\r\n\xa0\n二 \u3000段。\x85三段\u2029\u200b\n"
    assert normalise_text(raw) == "一段。\n二 段。\n三段"
    assert split_lines(raw) == ["一段。", "二 段。", "三段"]
    assert split_lines("\u3000\n") == []


_RAW = st.text(alphabet="甲乙 \t\n\r\u3000\xa0\u200b\u200d\u00ad\ufeff\x07\u2028\ue5e5，a", max_size=40) | st.text(
    max_size=40
)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(_RAW)
def test_normalising_twice_changes_nothing(raw: str) -> None:
    line, text = normalise_line(raw), normalise_text(raw)
    assert normalise_line(line) == line
    assert normalise_text(text) == text
    assert "\n" not in line
    assert text.replace("\n", " ").split() == line.split()
    text.encode()
    assert drop_invisible(drop_invisible(raw)) == drop_invisible(raw)
