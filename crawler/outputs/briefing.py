"""Citations: on day D, outlet O ran article A; it names our place in N passages; here they are, word for word.

The layout is that of a notice as an office writes it: a headline, a lead sentence with day, paper, title and number of
places, each passage, then the whole report, and where and when it was taken from.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crawler.hanzi.script import Script, to_script
from crawler.items import SHANGHAI
from crawler.outputs.files import write_whole
from crawler.outputs.jsonfeed import file_stem

TEMPLATES = Path(__file__).parent / "templates"
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Citation:
    """One article and one watched place, ready to be set. Every text is as it is to be printed."""

    place: str
    day: str
    """As a reader writes it: 2018年8月16日, or 8月16日 when nobody tells the year; empty when unknown."""
    outlet: str
    title: str
    passages: tuple[str, ...]
    """Each passage's paragraphs, joined by a line break, verbatim."""
    in_title: bool
    body: str
    byline: str
    url: str
    retrieved: str
    reposted_by: str
    """Who repeated the report, and when; empty for an original."""
    sort_day: datetime.date | None
    key: str
    """Short hash of the article's address, for file names."""
    script: Script
    """Script of the article."""

    @property
    def count(self) -> str:
        """Number of passages as it is spoken: 一處, 兩處, 三處."""
        return f"{spoken(len(self.passages))}處"

    @property
    def where(self) -> str:
        """標題和兩處, 兩處, 標題."""
        told = [*(["標題"] if self.in_title else []), *([self.count] if self.passages else [])]
        return "和".join(told)

    @property
    def headline(self) -> str:
        """The notice's own headline."""
        return (
            f"《{self.outlet}》這篇報道{self.where}提到{self.place}"
            if self.outlet
            else f"這篇報道{self.where}提到{self.place}"
        )

    @property
    def lead(self) -> str:
        """Day, paper, title, and in how many places."""
        when = f"{self.day}，" if self.day else ""
        return f"{when}{self.outlet}【{self.title}】一文，{self.where}提到{self.place}。"


def spoken(number: int) -> str:
    """A number before a measure word, 1 to 99: 一, 兩, 三 … 十二; larger ones in digits."""
    if number == 2:
        return "兩"
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def citations(article: Mapping[str, Any], codes: Mapping[str, str | None]) -> list[Citation]:
    """The citations of a stored article, one for each watched place it names in passages or title.

    Args:
        article: as the archive gives it.
        codes: the code of the passages of each watched name; None: the codes of the places watched under that name.
    """
    found = []
    for place in article["localities"]:
        code = codes.get(place)
        own = {one["code"] for one in article["places"] if one["watched"] == place}
        citation = _citation(article, place, frozenset({code} if code else own))
        if citation.passages or citation.in_title:
            found.append(citation)
    return found


def _citation(article: Mapping[str, Any], place: str, codes: frozenset[str]) -> Citation:
    origin = (article["story"] or {}).get("is_based_on") or {}
    outlet = origin.get("outlet") or article["source"] or (article["outlet"] or {}).get("name") or article["site"] or ""
    reposted_by = ""
    day, sort_day = _iso_day(article["date"]), _parsed(article["date"])
    if origin:
        reposted_by = "，".join(one for one in (article["site"] or "", day) if one)
        day = _printed_day(origin.get("date_raw"))
    return Citation(
        place=place,
        day=day,
        outlet=outlet.strip("《》"),
        title=article["title"],
        passages=tuple(one["text"] for one in article["passages"] if one["code"] in codes),
        in_title=any(
            one["in_title"] and (one["watched"] == place or one["code"] in codes) for one in article["places"]
        ),
        body=article["body"],
        byline=article["byline_raw"] or "",
        url=article["url"],
        retrieved=_shanghai(article["fetched_at"]),
        reposted_by=reposted_by,
        sort_day=sort_day,
        key=hashlib.sha256(article["canonical_url"].encode()).hexdigest()[:10],
        script="hant" if article["language"] == "zh-Hant" else "hans",
    )


def _parsed(day: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if day else None


def _iso_day(day: str | None) -> str:
    parsed = _parsed(day)
    return f"{parsed.year}年{parsed.month}月{parsed.day}日" if parsed else ""


def _printed_day(raw: str | None) -> str:
    """A day as the repost tells it: ISO, --08-16 when the year is not told, or the words of the page."""
    if not raw:
        return ""
    if partial := re.fullmatch(r"--(\d\d)-(\d\d)", raw):
        return f"{int(partial[1])}月{int(partial[2])}日"
    return _iso_day(raw) if re.fullmatch(r"\d{4}-\d\d-\d\d", raw) else raw


def _shanghai(stamp: str) -> str:
    moment = datetime.datetime.fromisoformat(stamp).astimezone(SHANGHAI)
    return f"{moment:%Y-%m-%d %H:%M}"


# -- in the reader's script ------------------------------------------------------------------------------------


def in_script(citation: Citation, script: Script | None) -> Citation:
    """The citation with every text in one script; None leaves what is quoted as it was printed."""
    if script is None:
        return citation
    convert = functools.partial(to_script, script=script)
    return replace(
        citation,
        place=convert(citation.place),
        day=convert(citation.day),
        outlet=convert(citation.outlet),
        title=convert(citation.title),
        passages=tuple(convert(one) for one in citation.passages),
        body=convert(citation.body),
        byline=convert(citation.byline),
        reposted_by=convert(citation.reposted_by),
    )


def frame_script(citation: Citation, script: Script | None) -> Script:
    """Script of the words around the quotes: the one asked for, else that of the article."""
    return script or citation.script


# -- formats ---------------------------------------------------------------------------------------------------

# The words around the quotes, in Traditional characters; they are converted when the frame is Simplified.
_FRAME = {
    "passage": "一處為：",
    "full": "報道全文如下：",
    "link": "原文鏈接：",
    "retrieved": "採集時間：",
    "zone": "北京時間",
    "reposted": "轉載：",
}


def as_text(citation: Citation, script: Script | None = None) -> str:
    """Plain text, in the layout of the notice."""
    said, words = _framed(citation, script)
    parts = [said("headline"), said("lead")]
    for passage in citation.passages:
        parts += [words["passage"], _spread(passage)]
    parts += ["\n" + words["full"], citation.title, _spread(citation.body), "\n".join(_footer(citation, words))]
    return "\n\n".join(parts) + "\n"


def as_markdown(citation: Citation, script: Script | None = None) -> str:
    """Markdown; page text is escaped, so that nothing in it becomes a link, a heading or markup."""
    said, words = _framed(citation, script)
    parts = [f"# {_escaped(said('headline'))}", _escaped(said("lead"))]
    for passage in citation.passages:
        quoted = "\n>\n".join(f"> {_escaped(one)}" for one in passage.split("\n"))
        parts += [words["passage"], quoted]
    parts += [f"## {words['full']}", f"### {_escaped(citation.title)}", _escaped(_spread(citation.body))]
    parts += ["\n".join(f"- {line}" for line in _footer(citation, words, link=_markdown_link))]
    return "\n\n".join(parts) + "\n"


def as_html(found: Sequence[Citation], script: Script | None = None) -> str:
    """One page with all citations; page text is data, the page runs and loads nothing."""
    sections = []
    for citation in found:
        said, words = _framed(citation, script)
        sections.append(
            {
                "headline": said("headline"),
                "lead": said("lead"),
                "passages": [one.split("\n") for one in citation.passages],
                "title": citation.title,
                "body": citation.body.split("\n"),
                "link": citation.url if _is_web(citation.url) else "",
                "citation": citation,
                "words": words,
            }
        )
    language = {"hant": "zh-Hant", "hans": "zh-Hans"}[frame_script(found[0], script)] if found else "zh"
    return str(_template("brief.html").render(sections=sections, language=language))


def _framed(citation: Citation, script: Script | None) -> tuple[Callable[[str], str], dict[str, str]]:
    """The citation's own sentences and the words around the quotes, both in the frame's script.

    What the page printed inside a sentence (title, outlet, place) stays as printed.
    """
    frame = frame_script(citation, script)
    words = {name: to_script(word, "hans") if frame == "hans" else word for name, word in _FRAME.items()}

    def said(sentence: str) -> str:
        text = str(getattr(citation, sentence))
        if frame == "hant":
            return text
        for own in ("這篇報道", "提到", "標題", "處", "兩"):
            text = text.replace(own, to_script(own, "hans"))
        return text

    return said, words


def _footer(citation: Citation, words: Mapping[str, str], link: Callable[[str], str] = str) -> list[str]:
    lines = [words["link"] + link(citation.url), f"{words['retrieved']}{citation.retrieved}（{words['zone']}）"]
    if citation.reposted_by:
        lines.append(words["reposted"] + citation.reposted_by)
    return lines


def _spread(text: str) -> str:
    """Paragraphs a blank line apart."""
    return text.replace("\n", "\n\n")


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    text = re.sub(r"([\\`*_{}\[\]<>#+\-!|~&=])", r"\\\1", text)
    # A number with a dot opens a list; an address becomes a link by itself.
    text = re.sub(r"(?m)^(\s*\d+)([.)])", r"\1\\\2", text)
    return re.sub(r"(?i)\b(https?|ftp|mailto):|\bwww\.", lambda found: found[0][:-1] + "\\" + found[0][-1], text)


def _markdown_link(url: str) -> str:
    return f"<{url}>" if _is_web(url) and not re.search(r"[<>\s]", url) else _escaped(url)


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


@functools.cache
def _template(name: str) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined).get_template(
        name
    )


# -- files -------------------------------------------------------------------------------------------------------

PERIODS: dict[str, Callable[[datetime.date], str]] = {
    "day": lambda day: day.isoformat(),
    "week": lambda day: "{}-W{:02}".format(*day.isocalendar()),
    "month": lambda day: f"{day:%Y-%m}",
}
"""Name of the period a day lies in; weeks are ISO 8601 weeks."""


def group(found: Iterable[Citation], by: str) -> dict[str, list[Citation]]:
    """Citations by the stem of the file they go into: one file per article and place, or per period and place."""
    groups: dict[str, list[Citation]] = {}
    for citation in found:
        day = citation.sort_day
        period = PERIODS.get(by, PERIODS["day"])(day) if day else "undated"
        stem = f"{period}-{file_stem(citation.place)}"
        groups.setdefault(stem if by in PERIODS else f"{stem}-{citation.key}", []).append(citation)
    return groups


def write_brief(folder: Path, stem: str, found: Sequence[Citation], script: Script | None = None) -> list[Path]:
    """Write citations as .txt, .md and .html, each whole. Raises OSError."""
    ready = [in_script(citation, script) for citation in found]
    stem = f"{stem}-{script}" if script else stem
    rule = "\n" + "─" * 30 + "\n\n"
    contents = {
        "txt": rule.join(as_text(one, script) for one in ready),
        "md": "\n---\n\n".join(as_markdown(one, script) for one in ready),
        "html": as_html(ready, script),
    }
    paths = []
    for suffix, content in contents.items():
        paths.append(folder / f"{stem}.{suffix}")
        write_whole(paths[-1], content.encode("utf-8", "replace"))
    return paths


__all__ = [
    "Citation",
    "as_html",
    "as_markdown",
    "as_text",
    "citations",
    "group",
    "in_script",
    "spoken",
    "write_brief",
]
