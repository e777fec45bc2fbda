"""Where a headline may hold the number of an instalment: finding the marks and what stands around them.

A *mark* is a token that can be an ordinal (之四, （四）, ④, 第四篇, 四论, 系列4, No.4) or a part (（上）, 下篇). This module only
finds marks and describes their surroundings; ``series`` decides which of them number an instalment. Patterns expect
text folded to Simplified characters; offsets hold in the original, since folding keeps the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from crawler.hanzi.numerals import CHINESE_CLASS, DECIMAL_CLASS, ENCLOSED, ENCLOSED_CLASS, parse_numeral

Kind = Literal["of", "bracket", "enclosed", "counter", "comment", "series", "number", "part", "tail", "label"]
Opening = Literal["start", "dash", "colon", "bar", "bracket"]
Following = Literal["end", "separator", "close", "blank", "quote", "text"]

# 两 counts things ("之两会") and is never an ordinal.
_WORDS = f"[{CHINESE_CLASS.replace('两', '').replace('兩', '')}]{{1,5}}"
_DECIMAL = f"[{DECIMAL_CLASS}]{{1,3}}(?![{DECIMAL_CLASS}])"
_ENCLOSED = f"[{ENCLOSED_CLASS}]"
_NUMERAL = f"(?:{_WORDS}|{_DECIMAL}|{_ENCLOSED}|[IVX]{{1,5}}(?![A-Za-z]))"
_PLAIN = f"(?:{_WORDS}|{_DECIMAL})"

COUNTERS = "篇讲集期弹辑回话课站问"
"""Counters that number instalments: 第四篇. 届次轮批季度章名位 number other things."""

GENRES = (
    "评论员文章|深度报道|专题报道|跟踪报道|连续报道|报道|报导|述评|时评|短评|网评|评论|综述|访谈|笔谈|漫谈|大家谈|夜话|谈|"
    "讲座|讲堂|课堂|公开课|观察|启示录|启示|纪实|思考|调查|调研|手记|札记|笔记|日记|见闻录|见闻|群像|故事|解读|探访|走笔|"
    "巡礼|回眸|特辑|特刊|专栏|专题|推送|推文|连载|文章|案例|活动|谈话|问答|短片|微视频|海报|漫画"
)
"""Words for a kind of text that may end the name of a series, longest first."""

BARS = "|｜丨│∣︱"
_OPEN, _CLOSE = "（(＜<〈〔［\\[【｛{", "）)＞>〉〕］\\]】｝}"

_MARKS = re.compile(
    "|".join(
        (
            rf"(?P<part>[{_OPEN}]\s?(?P<in_bracket>[上中下])[篇集部辑]?\s?[{_CLOSE}]|(?P<bare>[上中下])[篇集](?!小说|文章))",
            rf"(?P<bracket>[{_OPEN}]\s?(?:之|系列|篇|第|连载|其)?\s?(?P<n1>{_NUMERAL})\s?(?:[{COUNTERS}]|[/／]\s?\d{{1,2}})?\s?[{_CLOSE}])",
            rf"(?P<tail>[·•・]\s?篇(?P<n8>{_PLAIN})\s?[{_CLOSE}])",
            rf"(?P<label>(?<=[一-龥”」』])(?:\s?(?:EP|Ep|ep|VOL|Vol|vol)\s?[.．]?\s?(?P<n9>{_DECIMAL})|(?:\d{{1,2}}-)?(?P<n10>\d{{1,2}}))(?=\s?(?:[{BARS}】］\]]|[/／](?!\d)|$)))",
            rf"(?P<of>之第?(?P<n2>{_WORDS}|{_DECIMAL}|{_ENCLOSED}))",
            rf"(?P<counter>第\s?(?P<n3>{_PLAIN})\s?(?P<counted>[{COUNTERS}]))",
            rf"(?P<comment>(?P<n4>{_WORDS}|再)(?:论(?![坛证述断文点据调语丛])|评(?![价选审估比分级议奖委])|谈(?![判话吐恋])))",
            rf"(?P<series>(?:系列(?:{GENRES})?|连载)\s?(?P<n5>{_PLAIN}))",
            rf"(?P<number>(?<![A-Za-z])[Nn][Oo]\.?\s?(?P<n6>{_DECIMAL}))",
            rf"(?P<enclosed>(?P<n7>{_ENCLOSED}))",
        )
    )
)
_NUMBER_GROUPS = ("n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9", "n10")
# 八九 in 十之八九 counts loosely; an ordinal of two or more characters has a ten, a hundred or a zero in it.
_LOOSE_DIGITS = re.compile("[一二三四五六七八九]{2,}")

_DASHES = "—–―─－﹣ー"
_QUOTE_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_BRACKET_PAIRS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "［": "］",
    "[": "]",
    "〔": "〕",
    "<": ">",
    "＜": "＞",
}
_PAIRS = _QUOTE_PAIRS | _BRACKET_PAIRS
_CLOSERS = '”’"」』》〉】］\\]〕）)>＞'

_END = re.compile(rf"[\s{_CLOSERS}!！。….]*$")
_SEPARATOR = re.compile(rf"\s*[{_CLOSERS}]*\s*(?:[:：{BARS}·•・／/{_DASHES}]+|-+)\s*(?=\S)")
_CLOSE_THEN_TEXT = re.compile(rf"\s*[{_CLOSERS}]+\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One token that can be an ordinal or a part. ``start`` and ``end`` are offsets in the title."""

    kind: Kind
    number: int | None
    part: str | None
    start: int
    end: int
    token: str
    counter: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The stretch of a title that ends at some offset: where it starts, and what opened it at which offset."""

    start: int
    opening: Opening
    opened_at: int
    bracket: str | None
    """The innermost bracket that is still open at the end of the segment."""


def find_marks(folded: str) -> Iterator[Mark]:
    """Every mark of a folded title, from left to right, without overlaps."""
    for match in _MARKS.finditer(folded):
        # The outermost group of an alternative closes last, so it is the one `lastgroup` names.
        kind = cast(Kind, match.lastgroup)
        part = match["in_bracket"] or match["bare"]
        token = next((match[group] for group in _NUMBER_GROUPS if match[group]), "")
        number = None if part else _ordinal(token)
        if part or number:
            yield Mark(kind, number, part, match.start(), match.end(), match[0], match["counted"])


def _ordinal(token: str) -> int | None:
    if token == "再":
        return 2
    if _LOOSE_DIGITS.fullmatch(token) or (len(token) == 3 and token[0] in "0０"):
        return None
    number = parse_numeral(token)
    return number if number and number < 1000 else None


def segment_before(folded: str, end: int) -> Segment:
    """The segment of ``folded`` that ends at ``end``: behind the last dash, colon, bar or open bracket at its own depth.

    Separators inside closed quotes or brackets belong to them and open nothing.
    """
    levels = [Segment(0, "start", 0, None)]
    awaited: list[str] = []
    index = 0
    while index < end:
        char = folded[index]
        if char in _PAIRS and _PAIRS[char] in folded:
            awaited.append(_PAIRS[char])
            is_quote = char in _QUOTE_PAIRS
            levels.append(levels[-1] if is_quote else Segment(index + 1, "bracket", index, char))
        elif awaited and char == awaited[-1]:
            awaited.pop()
            levels.pop()
        else:
            opening, length = _separator_at(folded, index, end)
            if opening:
                levels[-1] = Segment(index + length, opening, index, levels[-1].bracket)
                index += length
                continue
        index += 1
    return levels[-1]


def _separator_at(folded: str, index: int, end: int) -> tuple[Opening | None, int]:
    char = folded[index]
    if char in _DASHES or char == "-":
        stop = index
        while stop < end and (folded[stop] in _DASHES or folded[stop] == "-"):
            stop += 1
        inside_word = (
            stop - index == 1
            and char in "-－–"
            and index > 0
            and folded[index - 1].isascii()
            and folded[index - 1].isalnum()
        )
        return (None, 1) if inside_word else ("dash", stop - index)
    if char in "：:":
        return "colon", 1
    if char in BARS:
        return "bar", 1
    return None, 1


def following(folded: str, end: int) -> tuple[Following, int]:
    """What stands behind a mark that ends at ``end``, and the offset where further text begins."""
    if _END.match(folded, end):
        return "end", len(folded)
    if separator := _SEPARATOR.match(folded, end):
        return "separator", separator.end()
    if closing := _CLOSE_THEN_TEXT.match(folded, end):
        return "close", closing.end()
    if folded[end].isspace():
        return "blank", end + 1
    return ("quote" if folded[end] in '“「『《"【' else "text"), end


def is_enclosed(mark: Mark) -> bool:
    """True when the numeral of ``mark`` is a single enclosed or Roman character."""
    return mark.token[-1] in ENCLOSED
