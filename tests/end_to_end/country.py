"""A stand-in for every declared site at once: each host serves its own saved pages, multiplied to fifty articles.

A saved list page becomes a longer one by repeating the stretch from its first row to its last as it stands, whatever it
is made of: `<li>`, `<tr>`, records of a script. Each copy has addresses, titles and texts of its own by one mark, two
Hanzi of the sixty-year cycle. What a reader finds on the saved pages is in their expected.json, which a person has read.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from scrapy import Request
from scrapy.http import HtmlResponse

from crawler import extract
from crawler.extract.links import Link
from crawler.extract.urldates import date_in_url
from crawler.families.articles import ArticleSpider
from tests.site_pages import LOADER, NOT_YET, SITES, Case, cases

ARTICLES = 50
A_PAGE = 25
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
MARKS = [STEMS[n % 10] + BRANCHES[n % 12] for n in range(60)]
HTML = {"Content-Type": "text/html"}
NOT_FOUND = (404, HTML, b"<html><head><title>404</title></head><body>404 Not Found</body></html>")

# The records of several list pages come in one answer there, and perPage says how many are this one's.
ROWS_TOLD = {"qfyf": ("perPage:8", f"perPage:{A_PAGE}")}

_HANZI = re.compile(r"[\u4e00-\u9fff]+")
_ELEMENT = re.compile(r"</?\w+")
_LAST_DIGITS = re.compile(r"\d+(?=\D*$)")


def where(url: str) -> str:
    """What a server sees of an address."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def marked(text: str, core: str, mark: str) -> str:
    """A text with a mark near the end of every `core` in it: its beginning may be a kicker of its own."""
    at = max(1, len(core) - 2)
    return text.replace(core, core[:at] + mark + core[at:])


def _longest_run(text: str) -> str:
    """The longest stretch of Hanzi in a text."""
    return max(_HANZI.findall(text), key=len)


@dataclass(frozen=True)
class Mould:
    """A saved article and the two stretches of it, of the title and of the text, that get a mark."""

    case: Case
    title: str
    text: str

    @classmethod
    def of(cls, case: Case) -> Mould:
        """A case whose page holds both stretches in one piece."""
        told = json.loads(case.expected.read_text("utf-8"))
        raw = case.page.decode(cls._encoding(case))
        title = _longest_run(told["title"])
        pieces = sorted(_HANZI.findall(told["body"]), key=len, reverse=True)
        text = next(one for one in pieces if one in raw and one not in told["title"])
        return cls(case, title, text)

    @staticmethod
    def _encoding(case: Case) -> str:
        return extract.Document.read(case.page, case.meta["url"]).encoding

    @cached_property
    def raw(self) -> str:
        return self.case.page.decode(self._encoding(self.case))

    @property
    def dateless(self) -> bool:
        """Whether the page itself says no day."""
        told = json.loads(self.case.expected.read_text("utf-8"))
        return told["date_raw"] is None or told["date_raw"] in told["url"]

    def page(self, mark: str) -> bytes:
        """The page with a mark."""
        text = marked(marked(self.raw, self.title, mark), self.text, mark)
        return text.encode(self._encoding(self.case))

    def told(self, mark: str) -> dict[str, Any]:
        """What a reader learns of it."""
        text = self.case.expected.read_text("utf-8")
        return json.loads(marked(marked(text, self.title, mark), self.text, mark))


@dataclass
class Article:
    """One article of a site: where it is, and what it is a copy of."""

    url: str
    mould: Mould
    mark: str

    @property
    def sections(self) -> set[str]:
        """Names of the lists that it may be found in."""
        return {section.name for section in self.mould.case.spider.sections}

    @property
    def told(self) -> dict[str, Any]:
        """What a reader learns of it; a page without a day takes it from its address."""
        told = self.mould.told(self.mark)
        day = date_in_url(self.url)
        return told | {"date": str(day)} if self.mould.dateless and day else told


@dataclass
class ListedSite:
    """A site of lists: two list pages with 25 articles each, or one with all of them where there is no second."""

    spider: type[ArticleSpider]
    saved: list[Case]
    articles: dict[str, Article] = field(default_factory=dict)
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.moulds = [
            Mould.of(one)
            for one in self.saved
            if one.kind == "article"
            and str(one) not in NOT_YET
            and not json.loads(one.expected.read_text("utf-8"))["next_page"]
        ]
        lists = [one for one in self.saved if one.kind == "list"]
        first = next((one for one in lists if one.folder.name == "list"), lists[-1])
        following = self.following(first)
        self.first = first.meta["url"]
        second = next((one for one in lists if one.meta["url"] == following), first)
        self.serve(first, first.meta["url"], A_PAGE if following else ARTICLES)
        if following:
            self.serve(second, following, A_PAGE)
        for section in self.spider.sections:
            if where(section.url) not in self.pages:
                self.pages[where(section.url)] = self.based(first, self.pages[where(first.meta["url"])][2], section.url)

    @staticmethod
    def based(case: Case, page: bytes, url: str) -> tuple[int, dict[str, str], bytes]:
        """A list page as it is served at an address; elsewhere than at its own it says what its links are relative to."""
        if case.meta["url"] != url:
            base = f'<base href="{case.meta["url"]}">'.encode()
            page = re.sub(rb"(?i)<head[^>]*>", rb"\g<0>" + base, page, count=1)
        return 200, case.meta["headers"], page

    @property
    def host(self) -> str:
        """The one host it is served from."""
        return urlsplit(self.first).netloc

    @property
    def article_paths(self) -> set[str]:
        """What the server sees of the articles' addresses."""
        return {where(url) for url in self.articles}

    def following(self, case: Case) -> str | None:
        """Address of the second list page."""
        response = HtmlResponse(case.meta["url"], body=case.page, headers=case.meta["headers"])
        response.request = Request(response.url)
        document = extract.Document.read(case.page, response.url, response.headers.get("Content-Type", b"").decode())
        after = self.spider().next_list(document, response, self.spider.sections[0].name, 1)
        return after.url if after else None

    # -- list pages ----------------------------------------------------------------------------------------------------

    def serve(self, case: Case, url: str, count: int) -> None:
        """Serve a saved list page at an address, with `count` articles."""
        document = extract.Document.read(case.page, case.meta["url"])
        raw = case.page.decode(document.encoding)
        links = self.spider().read_list(document).links
        placed = sorted((at, link) for link in links if (at := self.place(raw, link)) is not None)
        ends = [*(at for at, _ in placed[1:]), len(raw)]
        rows = [(raw[at:end], link) for (at, link), end in zip(placed, ends, strict=True)]
        begin, end = _rows_alike(rows)
        stretch = itertools.cycle(rows[begin:end])
        rows[begin:begin] = [next(stretch) for _ in range(count - len(rows))]
        page = raw[: placed[0][0]] + "".join(self.new_row(text, link) for text, link in rows)
        page = page.replace(*ROWS_TOLD.get(self.spider.name, ("\0", "")))
        self.pages[where(url)] = self.based(case, page.encode(document.encoding), url)

    def place(self, raw: str, link: Link) -> int | None:
        """Where the row's own text begins: the element, or the record of a script, that holds the address."""
        for tail in self.tails(link.url):
            at = raw.find(tail)
            if at >= 0:
                return max(raw.rfind("<", 0, at), raw.rfind("{", 0, at))
        return None

    @staticmethod
    def tails(url: str) -> list[str]:
        """How the end of an address may stand in the source."""
        tail = url.rstrip("/").rpartition("/")[2]
        return [tail, html.escape(tail), unquote(tail)]

    def new_row(self, piece: str, link: Link) -> str:
        """One row with the address and the title of a new article."""
        number = len(self.articles)
        mould, mark = self.moulds[number % len(self.moulds)], MARKS[number]
        tail = next(one for one in self.tails(link.url) if one in piece)
        new = _LAST_DIGITS.sub(lambda digits: _numbered(digits[0], number), tail)
        url = link.url.replace(self.tails(link.url)[0], html.unescape(new))
        article = Article(url, mould, mark)
        assert where(url) not in self.pages, url
        self.articles[url] = article
        self.pages[where(url)] = 200, mould.case.meta["headers"], mould.page(mark)
        return self.retitled(piece.replace(tail, new), link.text, article.told["title"])

    @staticmethod
    def retitled(piece: str, old: str, new: str) -> str:
        """A row with a new title, also where it is cut off or stands in a `title` attribute beside that."""
        cut = re.compile(re.escape(old[:5]) + r"""[^<>"'…]*?(…+|\.{3,})""")
        piece = cut.sub(lambda found: new[: max(5, len(found[0]) - 3)] + found[1], piece)
        whole = r"(?:\s|&nbsp;|<br ?/?>)+".join(map(re.escape, old.split()))
        return re.sub(whole, lambda _: new, piece)


def _numbered(digits: str, number: int) -> str:
    """A number of an address with another in its last two digits."""
    return digits[:-2] + f"{number:02d}" if len(digits) > 2 else f"{digits}{number:02d}"


def _rows_alike(rows: list[tuple[str, Link]]) -> tuple[int, int]:
    """Begin and end of the longest stretch of rows made of the same elements: what is not a side box or the last row."""
    shapes = [tuple(_ELEMENT.findall(text)) for text, _ in rows]
    begin = best = 0
    longest = 1
    for number in range(1, len(rows)):
        if shapes[number] != shapes[begin]:
            begin = number
        elif number - begin + 1 > longest:
            best, longest = begin, number - begin + 1
    return best, best + longest


def saved_pages() -> dict[str, list[Case]]:
    """The saved pages of each site."""
    found: dict[str, list[Case]] = {}
    for case in cases():
        if case.folder.is_relative_to(SITES):
            found.setdefault(case.folder.parent.name, []).append(case)
    return found


def listed_sites() -> dict[str, ListedSite]:
    """Every site that is read by lists."""
    return {name: ListedSite(LOADER.load(name), saved) for name, saved in saved_pages().items() if name != "jjjcb"}
