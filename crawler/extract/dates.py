"""The day an article was published, from a line of text, its URL, or both.

A page prints many days: its own, the clock in its head, those of other articles, those the article tells about. What a
day means is told by its label (发布时间 before 更新时间), by a time of day beside it and by where it stands; a day inside a
sentence never counts. Nothing here knows today's date, and a day that no evidence supports is None: a wrong date is
worse than none. All days and times are those of Asia/Shanghai, to which times with another offset are converted.
"""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass

from crawler.extract.daywords import Label, in_running_text, label_of, opens_or_closes_range, speaks_of_lunar_calendar
from crawler.extract.daywriting import FoundDay, find_days, find_partial_days, valid_date
from crawler.extract.urldates import date_in_url, month_in_url

__all__ = ["FoundDate", "date_in_url", "find_date", "partial_date", "partial_text", "scan_dates"]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A full calendar date in a text."""

    date: datetime.date
    time: datetime.time | None
    """Time of day in Asia/Shanghai, when printed."""
    start: int
    end: int
    """Offsets of date and time in the text, Unicode code points: ``text[start:end]`` is ``self.text``."""
    label: Label
    """published, updated, other (a label that names another day: 截止时间, a clock, a range) or None."""
    text: str
    """Date and time as printed."""


def scan_dates(text: str) -> list[FoundDate]:
    """Every full date in ``text`` from left to right, whatever it means; overlaps and invalid days are left out.

    Only the first 100,000 characters are read: no page prints its own day behind them.
    """
    # The lines of date and source are read for the day, the source and the authors in turn.
    return list(_scan_line(text)) if len(text) <= _LONGEST_KEPT else _scan(text[:_LONGEST_TEXT])


_LONGEST_KEPT = 300


@functools.lru_cache(maxsize=128)
def _scan_line(text: str) -> tuple[FoundDate, ...]:
    return tuple(_scan(text))


def _scan(text: str) -> list[FoundDate]:
    return [_labelled(found, text) for found in find_days(text)]


def find_date(text: str, *, url: str | None = None, reference: datetime.date | None = None) -> datetime.date | None:
    """The publication day told by ``text``, else by ``url``; None when neither tells one.

    ``reference`` is a day on which the article was already public (when it was listed or fetched). It supplies the year
    of a day without one, as the latest such day not after it, and rules out what lies behind it. Never raises.
    """
    text = text[:_LONGEST_TEXT]
    latest = reference + _ONE_DAY if reference and reference < _LAST_DAY else None
    best: tuple[int, datetime.date] | None = None
    for found in scan_dates(text):
        weight = _weight(found, text, reference)
        if weight and (not best or weight > best[0]) and not (latest and found.date > latest):
            best = weight, found.date
    if best:
        return best[1]
    from_url = date_in_url(url) if url else None
    if from_url and not (latest and from_url > latest):
        return from_url
    return _with_supplied_year(text, url, reference)


def partial_date(text: str) -> str | None:
    """The first day without a year in ``text`` as ``--MM-DD`` (ISO 8601:2000 truncated form, kept by vCard and XML Schema).

    None when there is none or when it opens or closes a range of days.
    """
    text = text[:_LONGEST_TEXT]
    for found in find_partial_days(text):
        if not opens_or_closes_range(text, found.start, found.end):
            return f"--{found.month:02d}-{found.day:02d}"
    return None


def partial_text(line: str) -> str | None:
    """The day without a year that a line of date and source prints, as printed with its time (11月3日, 11-03 08:20).

    It must stand apart from other words, as the day of a sentence does not. None when there is none. Never raises.
    """
    line = line[:_LONGEST_LINE]
    for found in find_partial_days(line):
        apart = not in_running_text(line, found.start, found.end, written_out=True)
        if label_of(line, found.start, found.end, has_time=found.has_time) == "other":
            continue
        if apart or _may_be_publication(found.start, found.end, found.has_time, line):
            return line[found.start : found.end].strip()
    lone = _LONE_MONTH_AND_DAY.search(line)
    return lone["day"] if lone else None


_LONGEST_LINE = 200
# 时间：11-03, 清江日报 [11-03]: figures alone, so nothing else may touch them.
_LONE_MONTH_AND_DAY = re.compile(
    r"(?:^|[\s:：\[(（|｜])(?P<day>(?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01]))(?=$|[\s\])）|｜])"
)
_LONGEST_TEXT = 100_000
_ONE_DAY = datetime.timedelta(days=1)
_LAST_DAY = datetime.date.max - _ONE_DAY
# A bare day far from the day of reading is one the text tells about; a page's own day without label or time is recent.
_RECENT = datetime.timedelta(days=60)


def _labelled(found: FoundDay, text: str) -> FoundDate:
    label = label_of(text, found.start, found.end, has_time=found.time is not None)
    return FoundDate(found.date, found.time, found.start, found.end, label, text[found.start : found.end])


_WEIGHTS: dict[Label, int] = {"published": 5, "updated": 4}


def _weight(found: FoundDate, text: str, reference: datetime.date | None) -> int:
    """How strongly ``found`` is the publication day; 0 when it is not."""
    if found.label == "other" or found.date in _EMPTY_DAYS:
        return 0
    if found.label:
        return _WEIGHTS[found.label]
    compact = _COMPACT.match(found.text)
    if compact and found.text != text.strip():
        return 0
    written_out = "年" in found.text
    if in_running_text(text, found.start, found.end, written_out=written_out and found.time is None):
        return 0
    if found.time is not None:
        return 3
    if _SHORT_YEAR.match(found.text):
        return 0
    is_signature = not found.text[0].isdecimal()
    if written_out and not is_signature and reference and abs(reference - found.date) > _RECENT:
        return 0
    return 1 if written_out else 2


# What databases print for a day that was never set.
_EMPTY_DAYS = frozenset({datetime.date(1970, 1, 1), datetime.date(1900, 1, 1), datetime.date(1899, 12, 30)})
_COMPACT = re.compile(r"\d{8}")
_SHORT_YEAR = re.compile(r"\d\d?\D|\d{3}[-/.]")


def _with_supplied_year(text: str, url: str | None, reference: datetime.date | None) -> datetime.date | None:
    year_month = month_in_url(url) if url else None
    if not reference and not year_month:
        return None
    for found in find_partial_days(text):
        if not _may_be_publication(found.start, found.end, found.has_time, text):
            continue
        if reference:
            return _latest(found.month, found.day, reference)
        if year_month and year_month[1] in (None, found.month):
            return valid_date(year_month[0], found.month, found.day)
    return _by_day_of_sending(text, reference) if reference else None


# （中央社台北31日電）, 新华社北京16日电: a dateline without its month.
_DAY_OF_SENDING = re.compile(
    r"^.{0,3}[^\s，。]{2,24}(?<!\d)(?<!月)(?P<day>[12]\d|3[01]|[1-9])日(?:专|專)?[电電](?=$|[\s）)】〕])"
)


def _by_day_of_sending(text: str, reference: datetime.date) -> datetime.date | None:
    match = _DAY_OF_SENDING.match(text)
    days = (reference - datetime.timedelta(back) for back in range(31)) if match and reference.year > 1900 else ()
    return next((day for day in days if match and day.day == int(match["day"])), None)


def _latest(month: int, day: int, reference: datetime.date) -> datetime.date | None:
    # 29 February comes back after at most eight years.
    for year in range(reference.year, max(reference.year - 9, 0), -1):
        date = valid_date(year, month, day)
        if date and date <= reference:
            return date
    return None


_DATELINE_END = re.compile(r"\s?[日夜晚]?(?:专|專)?(?:电|電|讯|訊|消息|报道|報道|報導|刊|见报|見報)")
_CITED_OUTLET = re.compile(r"[,，]?\s?[^\s,，。:：]{2,12}(?:报|報|社|网|網|刊|杂志|雜誌)")


def _may_be_publication(start: int, end: int, has_time: bool, text: str) -> bool:
    """True for a dateline, a day that opens a note on an outlet's report, a day with a clock, a label or nothing around."""
    label = label_of(text, start, end, has_time=has_time)
    if label == "other" or speaks_of_lunar_calendar(text, start, end):
        return False
    if label or text.strip() == text[start:end].strip():
        return True
    if _DATELINE_END.match(text, end):
        return not _ANNOUNCES.search(text, max(0, start - 3), start)
    opens = not text[:start].strip() if start < 8 else False
    if opens and _CITED_OUTLET.match(text, end):
        return True
    return has_time and not in_running_text(text, start, end, written_out=False)


_ANNOUNCES = re.compile("[将定拟]于?$|[將擬]於?$")
