"""Numbers as Chinese headlines and datelines write them.

One table of single characters, and a reader for the four ways to combine them: 十二 (tens and units), 二〇一八 (digit by
digit), 12 or １２ (decimal) and one enclosed or Roman character (⑫ ⑿ ⒓ ㈫ Ⅻ). ``cn2an`` raises on 卅, ⑴, ㈢ and on
二○一八 with U+25CB, and returns a float for １２ (compared in 2026), so this table stands on its own.
"""

from __future__ import annotations

import re
import unicodedata

# Plain, financial and Traditional forms. The zeros are the four that pages of 2009-2026 mix inside one year.
DIGITS: dict[str, int] = {
    **dict.fromkeys("〇零○◯OoＯ０0Ο", 0),
    **dict.fromkeys("一壹弌幺１1", 1),
    **dict.fromkeys("二贰貳弍两兩２2", 2),
    **dict.fromkeys("三叁參参弎３3", 3),
    **dict.fromkeys("四肆４4", 4),
    **dict.fromkeys("五伍５5", 5),
    **dict.fromkeys("六陆陸６6", 6),
    **dict.fromkeys("七柒７7", 7),
    **dict.fromkeys("八捌８8", 8),
    **dict.fromkeys("九玖９9", 9),
}
UNITS: dict[str, int] = {
    **dict.fromkeys("十拾", 10),
    **dict.fromkeys("百佰", 100),
    **dict.fromkeys("千仟", 1000),
}
SCORES: dict[str, int] = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}

# Circled, double and negative circled, parenthesised, dotted and Roman characters; each is a whole number by itself.
_ENCLOSED_RANGES = (
    ("①", "⒛"), ("⓪", "⓿"), ("❶", "➓"), ("㈠", "㈩"), ("㉈", "㉏"), ("㉑", "㉟"), ("㊀", "㊉"), ("㊱", "㊿"), ("Ⅰ", "Ⅻ"), ("ⅰ", "ⅻ"),
)  # fmt: skip
ENCLOSED: dict[str, int] = {
    chr(code): int(unicodedata.numeric(chr(code)))
    for first, last in _ENCLOSED_RANGES
    for code in range(ord(first), ord(last) + 1)
    if unicodedata.numeric(chr(code), -1.0) >= 0
}

CHINESE_CLASS = "一二三四五六七八九十百廿卅〇零两兩壹贰貳叁參肆伍陆陸柒捌玖拾"
"""Inside a regular-expression class: the characters of an ordinal in words."""
ENCLOSED_CLASS = re.escape("".join(ENCLOSED))
"""Inside a regular-expression class: the characters that are a number by themselves."""
DECIMAL_CLASS = "0-9０-９"
"""Inside a regular-expression class: half-width and full-width digits."""

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\Z")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_LONGEST = 12


def parse_numeral(token: str) -> int | None:
    """The number that ``token`` writes, or None when it is not one number.

    ``token`` is the numeral alone, without 第, 之 or brackets; blanks around it are ignored. Reads up to 9,999 in words,
    any decimal of up to 12 digits, digit-by-digit years (二○一八) and Roman numerals to XXXIX. Never raises.
    """
    token = token.strip()
    if not token or len(token) > _LONGEST:
        return None
    if len(token) == 1 and token in ENCLOSED:
        return ENCLOSED[token]
    if _ROMAN.match(token):
        return _roman(token)
    if all(char in DIGITS for char in token):
        return _digit_by_digit(token)
    return _in_words(token)


def _digit_by_digit(token: str) -> int | None:
    # 两 counts things and never stands inside a digit string; a lone letter O is a letter.
    if (len(token) > 1 and ("两" in token or "兩" in token)) or token in ("O", "o", "Ｏ", "Ο", "○", "◯"):
        return None
    return int("".join(str(DIGITS[char]) for char in token))


def _in_words(token: str) -> int | None:
    total, digit, last_unit = 0, -1, 10_000
    for char in token:
        if char in UNITS:
            unit = UNITS[char]
            if unit >= last_unit or digit == 0:
                return None
            total += unit * (1 if digit < 0 else digit)
            digit, last_unit = -1, unit
        elif char in SCORES:
            if digit > 0 or last_unit <= 10:
                return None
            total, digit, last_unit = total + SCORES[char], -1, 10
        elif char in DIGITS and digit <= 0:
            digit = DIGITS[char]
        else:
            return None
    if digit > 0 and 100 <= last_unit < 10_000 and token[-2] not in "零〇○":
        return total + digit * last_unit // 10  # 一百五 is 150, 一百零五 is 105
    return total + max(digit, 0)


def _roman(token: str) -> int:
    values = [_ROMAN_DIGITS[char] for char in token]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
