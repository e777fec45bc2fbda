"""What the sample site holds: sections and articles, read from `articles/*.toml`.

A TOML file is one section. The keys of an article:

* `id`; `published`: a date-time, or a date when the page prints the day alone; `url_day`: the day in the address when
  it is another one; `heading`: the lines of the headline as printed, `title` being these joined by one
  space, without a subtitle (a line that opens with a dash);
* `kicker`, `subtitle`, `headline` (the title when absent), `series` = {title, number, part}, `source`, `editor`,
  `authors` = [[name, role, organization?], …]: what an exact crawl gives, declared by hand, null when absent;
* `body`: one paragraph a line. A leading mark is markup and no text: `^` centred byline, `~` centred kicker line,
  `#` sub-head, `!` picture caption with its picture above;
* `mentions` = [[code, paragraph], …], one for each time the watched place or a county of it is named; `passages`:
  paragraphs to quote with their first and last words; `traps`: words that look like the watched place and are not;
* how the page is made: `shape` of the paragraphs (p, br, div, ueditor), `parts_at`: paragraphs at which a new page
  begins, `editor_inside`, `repeat_title`, `header_charset`, `related`: ids linked below the text, `also_in`: further
  sections that list it, `pinned`: on top of its section's list;
* `repost` = {heading, intro, is_based_on}: the page repeats a whole report behind an introduction; all the other
  keys then tell about the report.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

HOST = "www.sample-jjjc.example"
SITE_NAME = "样例纪检监察网"
SITE_NAME_HANT = "樣例紀檢監察網"
SECTIONS = {
    "yaowen": "要闻",
    "jiandu": "监督检查",
    "pinglun": "评论",
    "shencha": "审查调查",
    "zhuanti": "乡村监督",
    "fanti": "繁體版",
}
"""Folder of each list on the site, and its column name."""

HERE = Path(__file__).resolve().parent
MARKS = {"^": "byline", "~": "kicker", "#": "subhead", "!": "caption"}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a body: its exact text, and how the page sets it."""

    text: str
    style: str = "text"


@dataclass(frozen=True)
class Quote:
    """Declared paragraphs to quote; `begins` and `ends` guard against a shifted count."""

    paragraphs: tuple[int, int]
    begins: str
    ends: str
    lead_in: bool = False


@dataclass(frozen=True)
class Repost:
    """The wrapping of a page that repeats another paper's report."""

    heading: tuple[str, ...]
    intro: tuple[Paragraph, ...]
    is_based_on: Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """One article of the sample site, as declared."""

    id: int
    section: str
    published: datetime.date
    heading: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    source: str | None
    kicker: str | None
    subtitle: str | None
    headline: str
    series: Mapping[str, Any]
    authors: tuple[tuple[str, ...], ...]
    editor: str | None
    mentions: tuple[tuple[str, int], ...]
    passages: tuple[Quote, ...]
    traps: tuple[str, ...]
    url_day: datetime.date
    shape: Literal["p", "br", "div", "ueditor"]
    parts_at: tuple[int, ...]
    editor_inside: bool
    repeat_title: bool
    header_charset: str | None
    related: tuple[int, ...]
    also_in: tuple[str, ...]
    pinned: bool
    repost: Repost | None

    @property
    def title(self) -> str:
        """The headline as printed, its lines joined by one space, a subtitle left out."""
        return " ".join(line for line in self.heading if not line.startswith("——"))

    @property
    def printed_heading(self) -> tuple[str, ...]:
        """The lines the page and the lists show: for a repost the reposter's."""
        return self.repost.heading if self.repost else self.heading

    @property
    def body(self) -> str:
        """The paragraphs, joined by a line break."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def day(self) -> datetime.date:
        """Publication day."""
        return self.published.date() if isinstance(self.published, datetime.datetime) else self.published

    @property
    def printed_date(self) -> str:
        """`YYYY-MM-DD HH:MM`, or the day alone when the page prints no time."""
        has_time = isinstance(self.published, datetime.datetime)
        return self.published.strftime("%Y-%m-%d %H:%M" if has_time else "%Y-%m-%d")

    @property
    def name(self) -> str:
        """File name without its ending: `t20240312_10068`."""
        return f"t{self.url_day:%Y%m%d}_{self.id}"

    @property
    def path(self) -> str:
        """Path on the site."""
        return f"/{self.section}/{self.url_day:%Y%m}/{self.name}.html"

    @property
    def url(self) -> str:
        """Address on the invented host."""
        return f"http://{HOST}{self.path}"

    @property
    def language(self) -> str:
        """zh-Hant in the section of that name, else zh-Hans."""
        return "zh-Hant" if self.section == "fanti" else "zh-Hans"


@cache
def entries() -> tuple[Entry, ...]:
    """All articles, section by section, oldest first. Raises ValueError when an id occurs twice."""
    found = tuple(_entry(section, table) for section in SECTIONS for table in _tables(section))
    if len({entry.id for entry in found}) != len(found):
        raise ValueError("an article id occurs twice")
    return found


@cache
def entry_by_id(number: int) -> Entry:
    """The article with this id; raises StopIteration when there is none."""
    return next(entry for entry in entries() if entry.id == number)


def _tables(section: str) -> list[dict[str, Any]]:
    with (HERE / "articles" / f"{section}.toml").open("rb") as file:
        return sorted(tomllib.load(file)["article"], key=lambda table: int(table["id"]))


def _entry(section: str, table: dict[str, Any]) -> Entry:
    heading = tuple(table["heading"])
    published: datetime.date = table["published"]
    day = published.date() if isinstance(published, datetime.datetime) else published
    return Entry(
        id=table["id"],
        section=section,
        published=published,
        heading=heading,
        paragraphs=_paragraphs(table["body"]),
        source=table.get("source"),
        kicker=table.get("kicker"),
        subtitle=table.get("subtitle"),
        headline=table.get("headline", " ".join(heading)),
        series=table.get("series", {}),
        authors=tuple(tuple(author) for author in table.get("authors", ())),
        editor=table.get("editor"),
        mentions=tuple((code, paragraph) for code, paragraph in table.get("mentions", ())),
        passages=tuple(_quote(quote) for quote in table.get("passages", ())),
        traps=tuple(table.get("traps", ())),
        url_day=table.get("url_day", day),
        shape=table.get("shape", "p"),
        parts_at=tuple(table.get("parts_at", ())),
        editor_inside=table.get("editor_inside", False),
        repeat_title=table.get("repeat_title", False),
        header_charset=table.get("header_charset"),
        related=tuple(table.get("related", ())),
        also_in=tuple(table.get("also_in", ())),
        pinned=table.get("pinned", False),
        repost=_repost(table["repost"]) if "repost" in table else None,
    )


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    lines = text.strip("\n").split("\n")
    return tuple(Paragraph(line[1:], MARKS[line[0]]) if line[0] in MARKS else Paragraph(line) for line in lines)


def _quote(table: dict[str, Any]) -> Quote:
    first, last = table["paragraphs"]
    return Quote((first, last), table["begins"], table["ends"], table.get("lead_in", False))


def _repost(table: dict[str, Any]) -> Repost:
    return Repost(tuple(table["heading"]), _paragraphs(table["intro"]), table["is_based_on"])
