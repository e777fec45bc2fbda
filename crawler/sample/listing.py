"""What each list of the sample site shows, row by row, with the links that lead to no article."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache

from crawler.sample.content import SECTIONS, entries

PAGE_SIZE = 10


@dataclass(frozen=True)
class Row:
    """A line of a list: where it leads, its text and its day."""

    path: str
    title: str
    day: datetime.date


Rows = tuple[Row, ...]

GATE = "/yaowen/202502/t20250218_10251.html"
"""Answers with a slider captcha and status 200."""
SOFT_404 = "/jiandu/202409/t20240918_10191.html"
"""Says with status 200 that the page does not exist."""
HARD_404 = "/pinglun/202411/t20241121_10219.html"
"""Answers with status 404."""
FORBIDDEN = "/neibu/202407/t20240715_10154.html"
"""Lies in the only folder that robots.txt forbids."""

ODD_ROWS = {
    "yaowen": (
        Row(GATE, "一份答复函的往返记录", datetime.date(2025, 2, 18)),
        Row(FORBIDDEN, "内部工作提示（七月）", datetime.date(2024, 7, 15)),
    ),
    "jiandu": (Row(SOFT_404, "农机补贴核查发现的三个细节", datetime.date(2024, 9, 18)),),
    "pinglun": (Row(HARD_404, "今日短评丨会议室里的时钟", datetime.date(2024, 11, 21)),),
}


@cache
def rows(section: str) -> Rows:
    """The rows of a section: pinned ones first, then the newest first."""
    listed = [entry for entry in entries() if section == entry.section or section in entry.also_in]
    pinned = {entry.path for entry in listed if entry.pinned}
    found = [Row(entry.path, " ".join(entry.printed_heading), entry.day) for entry in listed]
    found += ODD_ROWS.get(section, ())
    return tuple(sorted(found, key=lambda row: (row.path in pinned, row.day, row.path), reverse=True))


@cache
def pages(section: str) -> tuple[Rows, ...]:
    """The rows of a section, cut into list pages."""
    found = rows(section)
    return tuple(found[start : start + PAGE_SIZE] for start in range(0, len(found), PAGE_SIZE))


def all_pages() -> dict[str, tuple[Rows, ...]]:
    """The list pages of every section."""
    return {section: pages(section) for section in SECTIONS}
