"""parse_numeral: every way a headline or a dateline writes a number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hanzi.numerals import ENCLOSED, parse_numeral

NUMBERS = [
    ("一", 1), ("十", 10), ("十一", 11), ("二十", 20), ("二十九", 29), ("廿", 20), ("廿三", 23), ("卅", 30), ("卅一", 31), ("卌二", 42),
    ("九十九", 99), ("一百", 100), ("一百零三", 103), ("一百〇三", 103), ("一百一十", 110), ("一百五", 150), ("两百", 200), ("百廿", 120), ("千", 1000),
    ("一千零一", 1001), ("两", 2), ("兩", 2), ("壹", 1), ("贰拾叁", 23), ("貳", 2), ("參", 3), ("陸", 6), ("拾", 10), ("○", None), ("O", None), ("〇", 0),
    ("二〇一八", 2018), ("二○一八", 2018), ("二O一八", 2018), ("二0一八", 2018), ("二零一八", 2018), ("一九四九", 1949), ("1", 1), ("012", 12), ("１２", 12),
    ("2018", 2018), ("①", 1), ("⑳", 20), ("㉑", 21), ("㊿", 50), ("⑴", 1), ("⒈", 1), ("㈠", 1), ("㈩", 10), ("㊀", 1), ("❷", 2), ("➂", 3), ("⓬", 12),
    ("Ⅰ", 1), ("Ⅻ", 12), ("ⅳ", 4), ("I", 1), ("IV", 4), ("IX", 9), ("XII", 12), ("XXXIX", 39), (" 四 ", 4),
    ("", None), ("第三", None), ("三次", None), ("十十", None), ("二十十", None), ("IIII", None), ("VX", None), ("1.5", None), ("-1", None), ("ab", None),
    ("百分之十", None), ("两三", None), ("零十", None), ("1234567890123", None), ("十廿", None),
]  # fmt: skip


@pytest.mark.parametrize(("token", "expected"), NUMBERS)
def test_parse_numeral(token: str, expected: int | None) -> None:
    assert parse_numeral(token) == expected


def _in_words(number: int) -> str:
    digits, tens, ones = "零一二三四五六七八九", number // 10, number % 10
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")


@pytest.mark.parametrize("number", range(1, 100))
def test_words_to_ninety_nine(number: int) -> None:
    assert parse_numeral(_in_words(number)) == number


def test_every_enclosed_character_is_a_number() -> None:
    assert all(parse_numeral(char) == value for char, value in ENCLOSED.items())
    assert "".join(char for char, value in ENCLOSED.items() if value == 4) == "④⑷⒋⓸❹➃➍㈣㊃Ⅳⅳ"


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet="〇零○O一二两三十百千廿卅①㈠ⅠIVX019１第", max_size=14) | st.text(max_size=14))
def test_any_text_gives_a_number_or_none(text: str) -> None:
    number = parse_numeral(text)
    assert number is None or number >= 0
