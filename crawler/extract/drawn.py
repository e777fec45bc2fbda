"""Lists that are not in the markup: rows that a script draws from a data store, from JSON, or writes itself."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.extract.addresses import address_key, address_score, joined
from crawler.extract.document import Document
from crawler.extract.links import GOOD, HANZI, MAX_LINKS, NO_PAGE, Link, last_date, text_score
from crawler.extract.walk import clean

# 大汉 JCMS keeps the rows in <script type="text/xml"> as <record><![CDATA[<li>…</li>]]></record> (Jiangsu, 2018).
_RECORD = ("<record>", "<![CDATA[", "]]>")
_LONGEST_RECORD = 3_000
# TRS lists that write their rows by script: var str_1 = "./201805/t20180504_1.html" (Guizhou, 2018).
_ADDRESS_IN_SCRIPT = re.compile(r"[\"']([^\"'\s<>]{0,200}?t\d{8}_\d+\.s?html?)[\"']")
_STRING = re.compile(r"[\"']([^\"'\n<>]{4,200})[\"']|>([^<>\"'\n]{4,200})<")


def data_islands(document: Document) -> list[Document]:
    """The rows that a page carries as data, as a page of their own; [] without any."""
    # Older pages have them in <datastore> instead, which HTML reads as comments.
    records = list(islice(_records(document), MAX_LINKS)) if b"CDATA" in document.html else []
    if not records:
        return []
    rows = (f"<table>{record}</table>" if record.lstrip()[:3].lower() == "<tr" else record for record in records)
    return [Document.read("\n".join(rows).encode(), document.url, "text/html; charset=utf-8")]


def _records(document: Document) -> Iterator[str]:
    """The contents of the records; by plain search, because a pattern would read on from every open record of a bad page."""
    text = document.html.decode("utf-8", "replace")
    opening, begin, end = _RECORD
    place = text.find(opening)
    while place >= 0:
        first = text.find(begin, place, place + len(opening) + 40)
        last = text.find(end, first, first + _LONGEST_RECORD) if first >= 0 else -1
        if last >= 0:
            yield text[first + len(begin) : last]
        place = text.find(opening, max(place + 1, last))


_OBJECT = re.compile(r"\{[^{}]{20,2000}\}")
_URL_KEY = re.compile(r"^(?:doc|pub|art|news|info)?_?(?:url|link|href|puburl|linkurl)$", re.IGNORECASE)
_TITLE_KEY = re.compile(r"^(?:doc|art|news|info)?_?(?:title|name|headline|subject)$", re.IGNORECASE)
_DATE_KEY = re.compile(r"date|time|rq$|sj$", re.IGNORECASE)
_MOST_OBJECTS = 2_000


def _links_in_json(document: Document, code: str) -> list[Link]:
    """Rows as data: [{"title": "…", "url": "…", "pubDate": "…"}, …], drawn by a script."""
    links = []
    for match in islice(_OBJECT.finditer(code), _MOST_OBJECTS):
        try:
            row = json.loads(match[0])
        except ValueError:
            continue
        texts = {key: value for key, value in row.items() if isinstance(value, str)}
        url = next((value for key, value in texts.items() if _URL_KEY.match(key)), "")
        title = clean(next((value for key, value in texts.items() if _TITLE_KEY.match(key)), ""))
        if not url or NO_PAGE.search(url) or len(HANZI.findall(title)) < 4:
            continue
        days = (last_date(value) for key, value in texts.items() if _DATE_KEY.search(key))
        if not (url := joined(document.url, url)):
            continue
        parts = urlsplit(url)
        if address_score(parts.path, parts.query) + text_score(title) > GOOD:
            links.append(Link(url, title, next(filter(None, days), None)))
    return links


def _day_beside(document: Document, script: LexborNode) -> datetime.date | None:
    """The day in the row that a script writes its link into: <li><dd><script>…</script></dd><dt>2018-05-17</dt></li>."""
    node = script.parent
    for _ in range(_STEPS_TO_ROW):
        node = node.parent if node is not None else None
        element = document.element_of(node) if node is not None else None
        if element is None or element.last - element.first > 2:
            continue
        days = [day for block in document.blocks[element.first : element.last] if (day := last_date(block.text))]
        if days:
            return days[-1]
    return None


_STEPS_TO_ROW = 4


def links_in_scripts(document: Document, known: set[str]) -> list[Link]:
    """Links in the code of a page, as objects or as addresses beside a title; ``known`` are keys of those not wanted."""
    links: list[Link] = []
    for script, code in document.coded_scripts:
        if '":' in code:
            links += [link for link in _links_in_json(document, code) if address_key(link.url) not in known]
        for match in _ADDRESS_IN_SCRIPT.finditer(code):
            url = joined(document.url, match[1])
            if not url or (key := address_key(url)) in known:
                continue
            for text in _STRING.finditer(code, match.end(), min(len(code), match.end() + 600)):
                words = clean(text[1] or text[2])
                if len(HANZI.findall(words)) >= 4:
                    known.add(key)
                    links.append(Link(url, words, _day_beside(document, script)))
                    break
    return links
