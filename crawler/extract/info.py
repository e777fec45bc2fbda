"""The lines of date and source, and the day of publication.

Pages print them between headline and text, or just below the text, under a dozen labels or none. What is not printed is
None: a wrong day is worse than no day.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from crawler.extract import phrases
from crawler.extract.body import Body
from crawler.extract.dates import FoundDate, date_in_url, scan_dates
from crawler.extract.document import Document
from crawler.extract.title import Title
from crawler.items import SHANGHAI

# Compared in lower case; the 2017 standard for government pages first, then what portals and party media use.
_DATE_METAS = (
    "pubdate",
    "publishdate",
    "article:published_time",
    "apub:time",
    "weibo: article:create_at",
    "datepublished",
    "og:time",
    "og:release_date",
    "publish_time",
    "publishtime",
    "publish-date",
    "pubtime",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dateupdate",
)


# A day without label or time counts only on a line that says little else.
_LONGEST_BARE = 60


@dataclass(slots=True)
class Dated:
    """The publication day, and the time of day when the page prints one."""

    date: datetime.date
    time: datetime.time | None
    raw: str | None
    """The text it was read from; None when it was the address."""


def info_lines(document: Document, title: Title, body: Body) -> list[int]:
    """The blocks that may tell date, source and author: from the headline to the text, then labelled ones below it."""
    blocks = document.blocks
    stop = body.blocks[0] if body.blocks else len(blocks)
    start = title.last if 0 <= title.last <= stop else max(0, stop - 10)
    above = [number for number in range(start, min(stop, start + 40)) if len(blocks[number].text) <= 300]
    before = []
    if title.first > 0:
        reach = range(max(0, title.first - phrases.CATALOGUE_SIZE), title.first)
        first = next((n for n in reach if phrases.CATALOGUE.match(blocks[n].text)), max(0, title.first - 3))
        before = [
            n for n in range(first, title.first) if phrases.is_info(blocks[n].text) and not _of_another(document, n)
        ]
    end = body.blocks[-1] + 1 if body.blocks else stop
    below = [number for number in range(end, min(end + 12, len(blocks))) if phrases.is_info(blocks[number].text)]
    inside = [
        number
        for number in range(stop, end)
        if len(blocks[number].text) <= 120 and number not in body.kept and phrases.is_info(blocks[number].text)
    ]
    return title.info + above + before + inside + below


def _of_another(document: Document, number: int) -> bool:
    """True for a bare day at most two lines below a link that is no bread crumb: the day of another story."""
    if phrases.is_date_line(document.blocks[number].text):
        return False
    above = document.blocks[max(0, number - 2) : number]
    return any(block.link_chars * 2 > len(block.text) and not _CRUMB.search(block.text) for block in above)


_CRUMB = re.compile("首\\s?页|首頁|[>＞»›→]")
_DAY_LABEL = re.compile(r"[\u4e00-\u9fff]{2,4}(?:日期|时间)\s?[:：]?")


def day_lines(document: Document, numbers: list[int]) -> list[str]:
    """The texts of blocks for the reader of days: a day in a cell of its own gets the label in the cell before it."""
    lines = []
    for number in numbers:
        text = document.blocks[number].text
        label = document.blocks[number - 1].text if number else ""
        if len(label) <= 8 and len(text) <= 24 and _DAY_LABEL.fullmatch(label):
            text = f"{label.rstrip(' :：')}：{text}"
        lines.append(text)
    return lines


# WeChat, 2018–2026: the moment of publication in seconds, and as it is shown; a script puts it on the page.
_WECHAT_SECONDS = re.compile(r"""\b(?:ct|create_time)\s{0,2}=\s{0,2}["'](1\d{9})["']""")
_WECHAT_SHOWN = re.compile(r"""\bcreateTime\s{0,2}=\s{0,2}["']((?:19|20)\d\d-\d\d-\d\d(?:\s\d\d:\d\d)?)""")
# schema.org (datePublished) and Baidu's 结构化数据 (pubDate), both in JSON-LD.
_LINKED_DATA = re.compile(r"""["'](?:datePublished|pubDate)["']\s{0,4}:\s{0,4}["']([^"']{8,40})["']""")


def scripted_day(document: Document) -> Dated | None:
    """The day that a script of the page holds: JSON-LD on any page, WeChat's own variables on its pages."""
    for code in document.linked_data:
        if match := _LINKED_DATA.search(code):
            return _moment(match[1])
    if not any("rich_media" in element.name for element in document.elements):
        return None
    for code in document.scripts:
        if match := _WECHAT_SECONDS.search(code):
            moment = datetime.datetime.fromtimestamp(int(match[1]), SHANGHAI)
            return Dated(moment.date(), moment.time().replace(second=0), match[0])
    shown = next((match for code in document.scripts if (match := _WECHAT_SHOWN.search(code))), None)
    return _moment(shown[1]) if shown else None


def _moment(text: str) -> Dated | None:
    """A day as data writes it, with or without an offset from Greenwich; None when it is none."""
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        found = next(iter(scan_dates(text)), None)
        return Dated(found.date, found.time, found.text) if found else None
    if moment.tzinfo is not None:
        moment = moment.astimezone(SHANGHAI)
    timed = len(text.strip()) > 10 and moment.time() != datetime.time()
    return Dated(moment.date(), moment.time() if timed else None, text)


def find_day(document: Document, above: list[str], below: list[str]) -> Dated | None:
    """The publication day: labelled or timed on the page, then ``meta``, then a bare one on the page, then the address.

    ``above`` are the lines between headline and text, ``below`` those behind it, where only a labelled day counts:
    the others are those of comments and other stories.

    The page goes before ``meta`` because ccdi.gov.cn writes the month into the minutes of its PubDate on a third of its
    articles; the day itself was the same on all 97 seen.
    """
    shown = _shown_day(above) or _labelled_day(below)
    meta = _meta_day(document)
    if shown is not None and (shown.time is not None or shown.label is not None or meta is None):
        if meta is not None and shown.time is None and meta.date == shown.date:
            return Dated(meta.date, meta.time, meta.text)
        return Dated(shown.date, shown.time, shown.text)
    if meta is not None:
        return Dated(meta.date, meta.time, meta.text)
    if scripted := scripted_day(document):
        return scripted
    if properties := next((text for text, _ in document.walk.comments if "enpproperty" in text[:40]), None):
        for found in scan_dates(properties):
            # Founder writes the day of the paper as its first moment: "2017-11-16 00:00:00:0".
            return Dated(found.date, None if found.time == datetime.time() else found.time, found.text)
    by_address = date_in_url(document.url)
    return Dated(by_address, None, None) if by_address else None


def day_in(lines: list[str]) -> Dated | None:
    """The publication day that lines of text print."""
    shown = _shown_day(lines)
    return Dated(shown.date, shown.time, shown.text) if shown else None


def _shown_day(lines: list[str]) -> FoundDate | None:
    best: FoundDate | None = None
    for line in lines:
        for found in scan_dates(line[:300]):
            if found.label is None and found.time is None and len(line) > _LONGEST_BARE:
                continue
            if found.label != "other" and (best is None or _rank(found) < _rank(best)):
                best = found
    return best


def _labelled_day(lines: list[str]) -> FoundDate | None:
    found = (found for line in lines for found in scan_dates(line[:300]))
    return next((day for day in found if day.label == "published"), None)


def _rank(found: FoundDate) -> int:
    if found.label == "published":
        return 0
    if found.label == "updated":
        return 2 if found.time else 3
    return 1 if found.time else 4


def _meta_day(document: Document) -> FoundDate | None:
    for name in _DATE_METAS:
        if (value := document.meta(name)) and (found := scan_dates(value[:60])):
            return found[0]
    return None
