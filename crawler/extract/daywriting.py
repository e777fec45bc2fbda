"""How days are written: Arabic, Chinese, compact, two-digit, ROC and English dates, with or without a time of day.

Only reading, no judgement: every string that denotes a valid calendar date is found, with its offsets. Which of them is
a publication day is decided in ``dates``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crawler.hanzi.numerals import parse_numeral


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A valid date, and its time of day where one is printed, converted to Asia/Shanghai."""

    date: datetime.date
    time: datetime.time | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PartialDay:
    """A day without a year; month and day fit each other in a leap year."""

    month: int
    day: int
    start: int
    end: int
    has_time: bool


def valid_date(year: int, month: int, day: int) -> datetime.date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def find_days(text: str) -> list[FoundDay]:
    """All dates in ``text`` by their place; where two readings overlap, the earlier and longer one stays."""
    plain = text.translate(_HALF_WIDTH)
    if not _MAY_HOLD_DAY.search(plain):
        return []
    found = [
        day
        for gates, pattern, read in _WRITINGS
        if any(gate in plain for gate in gates)
        for day in _read(pattern, read, plain)
    ]
    found.sort(key=lambda day: (day.start, -day.end))
    days: list[FoundDay] = []
    for day in found:
        if not days or day.start >= days[-1].end:
            days.append(day)
    return days


def find_partial_days(text: str) -> Iterator[PartialDay]:
    """Days written without a year: 8月16日, 十二月三日, 08-16 10:20 or 08-16 standing alone."""
    plain = text.translate(_HALF_WIDTH)
    for match in _PARTIAL.finditer(plain):
        month, day = parse_numeral(match["month"] or match["mm"]), parse_numeral(match["day"] or match["dd"])
        alone = match["month"] or match["hour"] or match[0].strip() == plain.strip(" \t\n\r　[]()（）【】")
        if month and day and alone and valid_date(2000, month, day):
            yield PartialDay(month, day, match.start(), match.end(), match["hour"] is not None)


# Same length on both sides: full-width digits and punctuation, and the blanks a page puts between the parts.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９：／．－\u00a0\u3000\u2002\u2003\u2009", "0123456789:/.-     ")
_MAY_HOLD_DAY = re.compile(r"\d\d|年")

# Bounded blanks keep every pattern linear.
_B = r"[ \t]{0,3}"
_CLOCK = (
    rf"(?:(?P<gap>{_B}(?:[T,，]|-(?= \d{{1,2}}:\d\d)|[（(]?(?:星期|周|週)[一二三四五六日天][)）]?)?{_B})(?P<half>上午|下午|早上|凌晨|清晨|中午|傍晚|晚上|晚间|晚|[AaPp]\.?[Mm]\.?)?{_B}"
    r"(?P<hour>[01]?\d|2[0-4])(?::(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?|[时時点點](?:(?P<past>[0-5]?\d)分)?)"
    r"(?P<zone>[ ]?(?:Z(?![a-zA-Z])|GMT|UTC|CST|[+-](?:0\d|1[0-4]):?[0-5]\d))?)?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
# A day of two digits may have the time glued on: 2021.03.0907:05.
_DAY = r"(?P<day>(?:[12]\d|3[01]|0[1-9]|[1-9])(?!\d)|(?:[0-2]\d|3[01])(?=\d{1,2}:\d\d))"
_SIGN = r"(?P<year>[二一贰貳壹12](?: ?[〇○◯OoＯ零0一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖1-9]){3})"
_WORD_MONTH, _WORD_DAY = (
    r"(?P<month>[一二三四五六七八九十元正壹贰貳叁參肆伍陆陸柒捌玖拾0-9](?: ?[一二壹贰貳0-9])?)",
    r"(?P<day>[一二三四五六七八九十廿卅壹贰貳叁參肆伍陆陸柒捌玖拾0-9](?: ?[一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾0-9]){0,2})",
)
_ENGLISH_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_MONTH_NUMBERS = {
    name: 1 + index
    for index, name in enumerate("JanFebMarAprMayJunJulAugSepOctNovDec"[i : i + 3] for i in range(0, 36, 3))
}
_SHANGHAI = datetime.timedelta(hours=8)


def _from_digits(match: re.Match[str]) -> datetime.date | None:
    return valid_date(int(match["year"]), int(match["month"]), int(match["day"]))


def _from_words(match: re.Match[str]) -> datetime.date | None:
    year, month, day = (parse_numeral(match[part].replace(" ", "")) for part in ("year", "month", "day"))
    month = 1 if match["month"] in ("元", "正") else month
    return valid_date(year, month, day) if year and month and day and 1900 <= year < 2100 else None


def _from_short_year(match: re.Match[str]) -> datetime.date | None:
    return valid_date(2000 + int(match["year"]), int(match["month"]), int(match["day"]))


def _from_roc_year(match: re.Match[str]) -> datetime.date | None:
    """ROC 1 is 1912. Without the words 民國 only years in living use (80-140) are believed."""
    year, month, day = (parse_numeral(match[part]) for part in ("year", "month", "day"))
    if not year or not month or not day:
        return None
    is_told = bool(match.groupdict().get("era"))
    return valid_date(1911 + year, month, day) if (is_told and year < 200) or 80 <= year <= 140 else None


def _from_english(match: re.Match[str]) -> datetime.date | None:
    return valid_date(int(match["year"]), _MONTH_NUMBERS[match["month"]], int(match["day"]))


_Reader = Callable[[re.Match[str]], datetime.date | None]
# (one of these must occur, pattern, reader)
_WRITINGS: tuple[tuple[tuple[str, ...], re.Pattern[str], _Reader], ...] = (
    (("年",), re.compile(rf"(?<!\d){_YEAR}{_B}年{_B}/?{_MONTH}{_B}月{_B}/?(?P<day>\d{{1,2}}){_B}[日号號]{_CLOCK}"), _from_digits),
    (("-", "/", "."), re.compile(rf"(?<![\d./vV-]){_YEAR}{_B}(?P<sep>[-/.]){_B}{_MONTH}{_B}(?P=sep){_B}{_DAY}(?![./]\d){_CLOCK}"), _from_digits),
    (("月",), re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}) {_MONTH}月 {_YEAR}(?!\d){_CLOCK}"), _from_digits),
    (("年",), re.compile(rf"{_SIGN} ?年 ?{_WORD_MONTH} ?月 ?{_WORD_DAY} ?[日号號]{_CLOCK}"), _from_words),
    (
        ("19", "20"),
        re.compile(r"(?<![\dA-Za-z])(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\dA-Za-z])" + _CLOCK),
        _from_digits,
    ),
    (("-", "/", "."), re.compile(rf"(?<![\d./-])(?<!\d:)(?P<year>[0-4]\d)(?P<sep>[-/.])(?P<month>0\d|1[0-2])(?P=sep)(?P<day>[0-2]\d|3[01])(?![\d./-]){_CLOCK}"), _from_short_year),
    (("年",), re.compile(rf"(?<!\d)(?P<year>[0-4]\d)年{_MONTH}月(?P<day>\d{{1,2}})[日号號]{_CLOCK}"), _from_short_year),
    (
        ("民国", "民國"),
        re.compile(rf"(?P<era>(?:中[华華])?民[国國]) ?(?P<year>\d{{1,3}}|[一二三四五六七八九十百零〇○]{{1,6}}) ?年 ?{_WORD_MONTH} ?月 ?{_WORD_DAY} ?[日号號]{_CLOCK}"),
        _from_roc_year,
    ),
    (("年",), re.compile(rf"(?<![\d元前])(?P<year>\d{{3}})年{_MONTH}月(?P<day>\d{{1,2}})[日号號]{_CLOCK}"), _from_roc_year),
    (("-", "/", "."), re.compile(rf"(?<![\d./-])(?P<year>\d{{3}})(?P<sep>[-/.])(?P<month>0\d|1[0-2])(?P=sep)(?P<day>[0-2]\d|3[01])(?![\d./-]){_CLOCK}"), _from_roc_year),
    ((" 19", " 20"), re.compile(rf"(?<![A-Za-z]){_ENGLISH_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}(?!\d){_CLOCK}"), _from_english),
    ((" 19", " 20"), re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})[ -]{_ENGLISH_MONTH}[ -]{_YEAR}(?!\d){_CLOCK}"), _from_english),
)  # fmt: skip
_PARTIAL = re.compile(
    r"(?<![\d年./-])(?<!年 )(?:(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九]) ?月 ?(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3}) ?[日号號]"
    rf"|(?P<mm>0[1-9]|1[0-2])[-/.](?P<dd>0[1-9]|[12]\d|3[01])(?![\d./-])){_CLOCK}"
)


def _read(pattern: re.Pattern[str], read: _Reader, plain: str) -> Iterator[FoundDay]:
    for match in pattern.finditer(plain):
        date = read(match)
        if not date:
            continue
        time = _time(match)
        if time and (offset := _offset(match)) is not None:
            try:
                moment = datetime.datetime.combine(date, time) - offset + _SHANGHAI
            except OverflowError:
                continue
            date, time = moment.date(), moment.time()
        yield FoundDay(date, time, match.start(), match.end() if time else _end_without_clock(match))


def _end_without_clock(match: re.Match[str]) -> int:
    return match.start("gap") if match["gap"] is not None else match.end()


def _time(match: re.Match[str]) -> datetime.time | None:
    if match["hour"] is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["past"] or 0)
    half = (match["half"] or "").lower()
    if half and (half[0] in "下傍晚" or half[0] == "p") and hour < 12:
        hour += 12
    try:
        return datetime.time(hour, minute, int(match["second"] or 0))
    except ValueError:
        return None


def _offset(match: re.Match[str]) -> datetime.timedelta | None:
    """Offset from UTC when one is printed. CST is China's here; ``-09:00`` behind a blank date is a span of hours."""
    zone = (match["zone"] or "").strip()
    if not zone or zone == "CST":
        return None
    if zone in ("Z", "GMT", "UTC"):
        return datetime.timedelta()
    if zone[0] == "-" and "T" not in (match["gap"] or ""):
        return None
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    offset = datetime.timedelta(hours=hours, minutes=minutes)
    return -offset if zone[0] == "-" else offset
