"""The JSON of TRS e-papers: days, pages, articles.

Field names as two independent readers of 中国纪检监察报 and one of 中国政府采购报, the same product, used them in 2024-2025;
no answer was captured, so every reader here takes what it can recognise and refuses the rest.
"""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from crawler.extract.article import extract_article
from crawler.extract.bylines import find_byline
from crawler.extract.document import Document
from crawler.extract.errors import NotAnArticle
from crawler.extract.gates import find_refusal
from crawler.extract.links import Link
from crawler.extract.names import is_name
from crawler.extract.walk import clean
from crawler.items import SHANGHAI, Article, Author, Print

MAX_ROWS = 500
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})(?!\d)")
_TIME = re.compile(r"\s(\d{1,2}):(\d\d)(?::\d\d)?")
_TAG = re.compile(r"<[a-zA-Z/!][^>]{0,500}>")


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page (版) of one day's paper."""

    day: datetime.date
    number: str
    """As printed: 01, A03."""
    name: str = ""
    """版面: 要闻."""
    url: str = ""
    """Its own address, where it has one."""


def read_days(body: bytes, url: str, content_type: str | None = None) -> list[datetime.date]:
    """The days of one month on which the paper appeared (getSZBDate.do), earliest first. Raises NotAnArticle."""
    rows = _rows(body, url, content_type)
    days = {day for row in rows for text in _texts(row) if (day := _day(text))}
    if rows and not days:
        raise NotAnArticle("error", "malformed")
    return sorted(days)


def read_pages(body: bytes, url: str, day: datetime.date, content_type: str | None = None) -> list[PaperPage]:
    """The pages of one day's paper (findBmMenu.do), in order, each once. Raises NotAnArticle."""
    rows = [row for row in _rows(body, url, content_type) if isinstance(row, dict)]
    pages: dict[str, PaperPage] = {}
    for row in rows:
        number = _text(row, "IRCATELOG", "bc")
        if number:
            pages.setdefault(number, PaperPage(day, number, _page_name(_text(row, "BC", "bm"), number)))
    if rows and not pages:
        raise NotAnArticle("error", "malformed")
    return list(pages.values())


def read_links(body: bytes, url: str, base: str, content_type: str | None = None) -> list[Link]:
    """The articles of one page (getBmDetail.do) as links for people, ``base``?guid=…. Raises NotAnArticle."""
    rows = [row for row in _rows(body, url, content_type) if isinstance(row, dict)]
    links: dict[str, Link] = {}
    for row in rows:
        guid = _text(row, "ZB_GUID", "guid")
        if re.fullmatch(r"[\w.{}+=/~-]{1,100}", guid):
            links.setdefault(guid, Link(f"{base}?guid={quote(guid)}", _line(_text(row, "DOCTITLE", "docTitle"))))
    if rows and not links:
        raise NotAnArticle("error", "malformed")
    return list(links.values())


def article_of_json(body: bytes, url: str, content_type: str | None = None) -> Article:
    """The article of an answer of detailData.do; ``url`` is its address for people. Raises NotAnArticle."""
    row = _object(_json(body, url, content_type))
    content, title = _text(row, "content", "DOCCONTENT"), _line(_text(row, "docTitle", "DOCTITLE"))
    if not content and (longest := max((text for text in _texts(row) if _TAG.search(text)), key=len, default="")):
        content = longest
    if not title and not content:
        raise NotAnArticle("error", "malformed")
    if not title:
        raise NotAnArticle("no_title")
    if not clean(html.unescape(_TAG.sub(" ", content))):
        raise NotAnArticle("empty_body")
    page = _page(title, content, _line(_text(row, "yt")), _line(_text(row, "fb")).lstrip("—–―─- "))
    article = extract_article(page, url, "text/html; charset=utf-8", selectors=_PAGE_SELECTORS)
    told = (one for one in article.warnings if one != "date_missing" and not one.startswith("fallback:"))
    article.selected, article.warnings = {}, list(told)
    _set_day(article, _text(row, "docPubTime", "DOCPUBTIME"))
    number, name = _text(row, "bc"), _text(row, "bm")
    if number or name:
        article.print = Print(page=number or None, section=_page_name(name, number) or None)
    if written := _line(_text(row, "docAuthor")):
        article.byline_raw = written
        article.authors = find_byline(written).authors or _bare_names(written) or article.authors
    return article


_PAGE_SELECTORS = {"kicker": "p.kicker", "title": "h1", "subtitle": "p.subtitle", "body": "div.content"}


def _page(title: str, content: str, kicker: str, subtitle: str) -> bytes:
    """The article as a page of its own. Content without markup is lines of text."""
    if not _TAG.search(content):
        content = "".join(f"<p>{html.escape(line)}</p>" for line in content.splitlines())
    heading = html.escape(title)
    return (
        f'<html><head><title>{heading}</title></head><body><p class="kicker">{html.escape(kicker)}</p><h1>{heading}</h1>'
        f'<p class="subtitle">{html.escape(subtitle)}</p><div class="content">{content}</div></body></html>'
    ).encode("utf-8", "replace")


def _page_name(text: str, number: str) -> str:
    """要闻, also of 01：要闻, 01 要闻 and 第01版：要闻."""
    return re.sub(rf"^第?\s?{re.escape(number)}\s?版?\s?[:：]?", "", text).strip()


def _set_day(article: Article, text: str) -> None:
    """The day of the paper; its time only where one is told, which midnight is not."""
    day, time = _day(text), _TIME.search(text)
    article.date, article.date_raw, article.date_published = day, text or None, None
    if day is None:
        article.warnings.append("date_missing")
    elif time and int(time[1]) < 24 and int(time[2]) < 60 and (int(time[1]), int(time[2])) != (0, 0):
        clock = datetime.time(int(time[1]), int(time[2]))
        article.date_published = datetime.datetime.combine(day, clock, SHANGHAI)


def _bare_names(text: str) -> list[Author]:
    """Names and nothing else, as the author's field may hold them: 张某某 李某."""
    names = re.split(r"[\s,，、;；]+", text.strip())
    return [Author(name=name) for name in names] if all(is_name(name) for name in names) else []


# --- JSON ------------------------------------------------------------------------------------------------------------


def _json(body: bytes, url: str, content_type: str | None) -> Any:
    """What an answer holds. Raises NotAnArticle: `gate` and the like for a page instead of JSON, else `error`."""
    try:
        value = json.loads(body.decode("utf-8-sig"))
        # Some servers of the kind send JSON as the text of a JSON string.
        return json.loads(value) if isinstance(value, str) and value.lstrip()[:1] in ("{", "[") else value
    except (ValueError, RecursionError):
        pass
    refusal = find_refusal(Document.read(body, url, content_type)) if b"<" in body[:2000] else None
    raise refusal or NotAnArticle("error", "malformed")


def _rows(body: bytes, url: str, content_type: str | None) -> list[Any]:
    """The list that an answer is, or holds under some name."""
    value = _json(body, url, content_type)
    if value is None:
        return []
    rows = _list_in(value)
    if rows is None:
        raise NotAnArticle("error", "malformed")
    return rows[:MAX_ROWS]


_DEEPEST = 4
_ARTICLE_FIELDS = frozenset({"docTitle", "DOCTITLE", "content", "DOCCONTENT"})


def _list_in(value: Any, depth: int = 0) -> list[Any] | None:
    """The first list that an answer is or holds under some name; [] where the name holds null."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or depth >= _DEEPEST:
        return None
    found = (_list_in(one, depth + 1) for one in value.values())
    return next((one for one in found if one is not None), [] if None in value.values() else None)


def _article_in(value: Any, depth: int = 0) -> dict[str, Any] | None:
    """The first object with an article's fields that an answer is or holds."""
    if isinstance(value, dict) and _ARTICLE_FIELDS & value.keys():
        return value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = (_article_in(one, depth + 1) for one in inner) if depth < _DEEPEST else iter(())
    return next((one for one in found if one is not None), None)


def _object(value: Any) -> Mapping[str, Any]:
    """The object that an answer is, or holds as its only row or under some name."""
    found = _article_in(value)
    if found is None:
        found = next((one for one in value if isinstance(one, dict)), {}) if isinstance(value, list) else value
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise NotAnArticle("error", "malformed")
    return found


def _text(row: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that holds something, as text; '' when none does."""
    values = (row.get(name) for name in names)
    return next((str(value).strip() for value in values if isinstance(value, (str, int)) and str(value).strip()), "")


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [one for one in value.values() if isinstance(one, str)]
    return [value] if isinstance(value, str) else []


def _line(text: str) -> str:
    """A field as one line: 〈br〉 is where the paper breaks its headline."""
    return clean(html.unescape(_TAG.sub(" ", text)))


def _day(text: str) -> datetime.date | None:
    match = _DAY.search(text)
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
