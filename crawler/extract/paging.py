"""The following pages of a list, and the following part of an article.

Three kinds of evidence, in this order: the call that draws the pager (TRS ``createPageHTML``, 大汉 JCMS
``totalRecord``, counters in script variables), links that say 下一页, and counters in the text (``1/22``) together with
a number in the address. What is returned is in reading order: the next page first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from crawler.extract.addresses import address_key, joined
from crawler.extract.document import Document

MAX_PAGES = 1_000

# createPageHTML(22, 0, "index", "html"): count, current from 0; page k (from 0) is index_k.html. TRS WCM everywhere.
_TRS = re.compile(
    r"createPageHTML(?:_\w{1,8})?\(\s{0,9}(\d{1,5})\s{0,9},\s{0,9}(\d{1,5})\s{0,9},\s{0,9}[\"']([\w./-]{1,80})[\"']\s{0,9},\s{0,9}[\"'](\w{1,8})[\"']"
)
# createPageHTML('page_div', 9, 1, 'index', 'html', 174): the later form, current from 1; page k (from 1) is index_k.html.
_TRS_DIV = re.compile(
    r"createPageHTML\(\s{0,9}[\"'][\w#.-]{0,40}[\"']\s{0,9},\s{0,9}(\d{1,5})\s{0,9},\s{0,9}(\d{1,5})\s{0,9},\s{0,9}[\"']([\w./-]{1,80})[\"']\s{0,9},\s{0,9}[\"'](\w{1,8})[\"']"
)
_COUNT = re.compile(
    r"\b(?:\w{1,12}\.)?(?:countPage|maxpage(?:num)?|page_?count|total_?pages?|m_nPageCount|nPageCount|allPage)\s{0,4}[=:]\s{0,4}[\"']?(\d{1,5})\b",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"\b(?:\w{1,12}\.)?(?:currentPage|cur_?Page|currPage|nowPage|page_?index|pageNo|m_nCurrPage|nCurrIndex)\s{0,4}[=:]\s{0,4}[\"']?(\d{1,5})\b",
    re.IGNORECASE,
)
_RECORDS = re.compile(r"\btotalRecord\s{0,4}[=:]\s{0,4}[\"']?(\d{1,7})", re.IGNORECASE)
_PER_PAGE = re.compile(r"\bperPage\s{0,4}[=:]\s{0,4}[\"']?(\d{1,4})", re.IGNORECASE)
_UNIT = re.compile(r"\b(?:unitid|uid)\s{0,4}[=:]\s{0,4}[\"']?(\d{1,9})", re.IGNORECASE)

_NEXT_TEXT = re.compile(
    r"^[\s\[【<←«]*(?:下一?[页頁]|后一?页|後一頁|(?:较旧|較舊|更早|较早|舊|旧)的?(?:文章|日志)|older (?:posts|entries)|next(?:\s?page)?|>|›|»|＞|&gt;)[\s\]】>›»→]*$",
    re.IGNORECASE,
)
_LAST_TEXT = re.compile(
    r"^[\s\[【]*(?:尾\s?[页頁]|末\s?[页頁]|最后一?页|最後一頁|last|end|>>|>\|)[\s\]】>»]*$", re.IGNORECASE
)
# How the text of a link to a following page begins.
_PAGER = frozenset("下后後nN>›»＞&[【<(（阅余0123456789")
_NUMBER_TEXT = re.compile(r"^[\s\[【(（]*(\d{1,4})[\s\]】)）]*$")
_NEXT_CLASS = re.compile(r"(?:^|[\s_-])(?:next|nextpage|next-page|page-next|pagenext)(?:$|[\s_-])")
_COUNTER = re.compile(
    r"(?:第|页次[:：]?|当前)?\s?(\d{1,4})\s?(?:页)?\s?[/／]\s?(?:共\s?)?(\d{1,4})\s?页?|第\s?(\d{1,4})\s?页[,，\s]{0,3}共\s?(\d{1,4})\s?页|共\s?(\d{1,4})\s?页[,，\s]{0,3}(?:当前)?第\s?(\d{1,4})\s?页"
)
_PAGE_PARAMETER = re.compile(
    r"(?<![\w])((?:cur_?|now_?)?page(?:no|num|index|_?id)?|pn|p|currentpage|pageno)=(\d{1,5})(?=&|$)", re.IGNORECASE
)
_TRAILING_NUMBER = re.compile(r"^(.*?)([_-]|(?<=[A-Za-z/:]))(\d{1,4})(\.\w{2,6}|/?)$")
_NODE = re.compile(r"^(.*/node_\d{1,12})(?:_(\d{1,5}))?(\.\w{2,5})$")
_INTEGER = re.compile(r"\d+")


def next_pages(body: bytes, url: str, content_type: str | None = None) -> list[str]:
    """Addresses of the pages that follow a list page, the next one first; [] on the last page or without paging.

    Where the number of pages is known all of them come (at most 1,000), else only the next one.
    """
    return next_pages_of(Document.read(body, url, content_type))


def next_pages_of(document: Document, *, guess: bool = True) -> list[str]:
    """As ``next_pages``, of a page that was read before; without ``guess`` a counter in the text (1/22) is not enough."""
    return told_pages(document, guess=guess) or []


def told_pages(document: Document, *, guess: bool = True) -> list[str] | None:
    """The same; None where nothing on the page speaks of other pages, [] on the last one."""
    for rule in (_by_trs, _by_jcms, _by_links, _by_script_counter, *((_by_text_counter,) if guess else ())):
        pages = rule(document)
        if pages is not None:
            here = address_key(document.url)
            unique = dict.fromkeys(page for page in pages if page and address_key(page) != here)
            return list(unique)[:MAX_PAGES]
    return None


def next_part_of(document: Document, after: int = 0) -> str | None:
    """Address of the following part of an article that is split over several pages, or None.

    Only links from block ``after`` on, where the text begins, are looked at. Sites count the parts from nought
    (t20240109_1.html, t20240109_1_1.html: TRS) or from one (8812.html, 8812_2.html: Dede).
    """
    here = _stem(document.url)
    if called := _part_by_call(document, here):
        return called
    # The text of a link 2 stands for …_1 where the parts are counted from nought.
    numbers = (2,) if here[1] is None else (here[1] + 1, here[1] + 2)
    for anchor in document.anchors_from(after):
        if anchor.length > 60 or anchor.initial not in _PAGER:
            continue
        text = anchor.text
        if not text or len(text) > 12:
            continue
        number = _number_in(text)
        if number is not None and number not in numbers:
            continue
        if number is None and not _NEXT_TEXT.match(text) and text not in _REST:
            continue
        target = joined(document.url, anchor.href)
        if target and _follows(here, _stem(target)):
            return target
    return None


_REST = frozenset(("阅读剩余全文", "余下全文"))
_PART = re.compile(r"^(.*\w)[_-](\d{1,2})(\.\w{2,6})$")
_PART_PARAMETER = re.compile(r"[?&](?:cur_?|now_?)?page(?:no|num|index)?=(\d{1,2})(?=&|$)", re.IGNORECASE)
_LIST_NAME = re.compile(r"(?:^|/)(?:index|list|default|node)\w{0,12}\.\w+$", re.IGNORECASE)


def _part_by_call(document: Document, here: tuple[str, int | None]) -> str | None:
    """createPageHTML_ZW, which only articles use, or createPageHTML with the name of this page's own file."""
    for code in document.scripts if b"createPageHTML" in document.html else ():
        for pattern in (_TRS, _TRS_DIV):
            if not (match := pattern.search(code)):
                continue
            stem = _stem(joined(document.url, f"{match[3]}.{match[4]}"))[0]
            if "createPageHTML_ZW" not in match[0] and (stem != here[0] or _LIST_NAME.search(stem)):
                continue
            # The later form counts from one: its second page, too, is …_2.
            count, following = int(match[1]) + (pattern is _TRS_DIV), int(match[2]) + 1
            return joined(document.url, f"{match[3]}_{following}.{match[4]}") if following < count else None
    return None


def _number_in(text: str) -> int | None:
    match = _NUMBER_TEXT.match(text)
    return int(match[1]) if match else None


def _follows(here: tuple[str, int | None], other: tuple[str, int | None]) -> bool:
    """True when ``other`` is the part behind ``here``. Behind a page without a number stands …_1 or …_2."""
    (stem, part), (other_stem, following) = here, other
    if stem != other_stem or following is None:
        return False
    return following in (1, 2) if part is None else following == part + 1


def _stem(url: str) -> tuple[str, int | None]:
    """An address without the number of its part, and that number; None without one."""
    key = address_key(url)
    if match := _PART.match(key):
        return match[1] + match[3], int(match[2])
    if match := _PART_PARAMETER.search(key):
        rest = key[: match.start()] + key[match.end() :]
        return rest if "?" in rest else rest.replace("&", "?", 1), int(match[1])
    return key, None


# --- rules: None = does not apply, [] = there is no following page -----------------------------------------------------


def _by_trs(document: Document) -> list[str] | None:
    for code in document.scripts:
        if "createPageHTML" not in code:
            continue
        if (match := _TRS.search(code)) and "createPageHTML_ZW" not in match[0]:
            numbers = range(int(match[2]) + 1, min(int(match[1]), MAX_PAGES + int(match[2])))
        elif match := _TRS_DIV.search(code):
            numbers = range(int(match[2]) + 1, min(int(match[1]) + 1, MAX_PAGES + int(match[2])))
        else:
            continue
        return [joined(document.url, f"{match[3]}_{number}.{match[4]}") for number in numbers]
    return None


def _by_jcms(document: Document) -> list[str] | None:
    for code in document.scripts:
        records, per_page, unit = _RECORDS.search(code), _PER_PAGE.search(code), _UNIT.search(code)
        if not (records and per_page and unit) or int(per_page[1]) == 0:
            continue
        count = -(-int(records[1]) // int(per_page[1]))
        base = document.url.split("#")[0].split("?")[0]
        shown = re.search(r"[?&]pageNum=(\d{1,5})", document.url)
        current = int(shown[1]) if shown else 1
        return [f"{base}?uid={unit[1]}&pageNum={n}" for n in range(current + 1, min(count, current + MAX_PAGES) + 1)]
    return None


def _by_links(document: Document) -> list[str] | None:
    following = last = None
    numbered: list[str] = []
    for anchor in document.walk.anchors:
        href = anchor.href
        if (
            not href
            or href.startswith("#")
            or href.lower().startswith(("javascript", "mailto"))
            or len(anchor.text) > 20
        ):
            continue
        title = anchor.attributes.get("title") or ""
        if _NUMBER_TEXT.match(anchor.text):
            numbered.append(joined(document.url, href))
        if following is None and (
            anchor.attributes.get("rel") == "next"
            or _NEXT_TEXT.match(anchor.text)
            or _NEXT_TEXT.match(title)
            or (not anchor.text and _NEXT_CLASS.search(anchor.name))
        ):
            following = joined(document.url, href) or None
        elif _LAST_TEXT.match(anchor.text) or _LAST_TEXT.match(title):
            last = joined(document.url, href)
    if following is None:
        return None
    if address_key(following) == address_key(document.url):
        return []
    # 1 2 3 … 18 下一页: the last number is the last page where it is written as the others are.
    return _between(following, last or (numbered[-1] if numbered else following))


def _between(following: str, last: str) -> list[str]:
    """All pages from the next to the last one, when their addresses differ in one number. Some sites count down."""
    first, end = _INTEGER.split(following), _INTEGER.split(last)
    if first != end:
        return [following]
    ours, theirs = _INTEGER.findall(following), _INTEGER.findall(last)
    places = [place for place, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one != other]
    if len(places) != 1:
        return [following]
    spans = list(_INTEGER.finditer(following))
    span = spans[places[0]]
    start, stop, width = int(span[0]), int(theirs[places[0]]), len(span[0])
    if abs(stop - start) >= MAX_PAGES or len(span[0]) > 10:
        return [following]
    step = 1 if stop > start else -1
    padded = width if span[0].startswith("0") else 0
    return [
        f"{following[: span.start()]}{n:0{padded}d}{following[span.end() :]}" for n in range(start, stop + step, step)
    ]


def _by_script_counter(document: Document) -> list[str] | None:
    for code in document.scripts:
        if count := _COUNT.search(code):
            current = _CURRENT.search(code)
            suffix = _SUFFIX.search(code)
            from_nought = _FROM_NOUGHT.search(code) is not None
            pages = _numbered(
                document.url, int(current[1]) if current else None, int(count[1]), from_nought=from_nought
            )
            if suffix and document.url.endswith("/"):
                pages = [page.removesuffix(".html") + f".{suffix[1]}" for page in pages]
            return pages
    return None


# document.write("<a href=\"index"+"_" + nextPage + "."+"htm\">下一页</a>")
_SUFFIX = re.compile(r"[\"']\.[\"']\s{0,2}\+\s{0,2}[\"'](s?html?|jhtml|aspx?|php)\b")


def _by_text_counter(document: Document) -> list[str] | None:
    for block in reversed(document.blocks[-200:]):
        text = block.text
        if len(text) > 120 or not ("/" in text or "页" in text) or not (match := _COUNTER.search(text)):
            continue
        groups = match.groups()
        current, count = next(
            (
                (int(one), int(other))
                for one, other in ((groups[0], groups[1]), (groups[2], groups[3]), (groups[5], groups[4]))
                if one and other
            ),
            (0, 0),
        )
        if 1 <= current <= count and ("页" in text or "page" in text.lower()):
            return _numbered(document.url, current, count)
    return None


# if (currentPage != (countPage - 1)): TRS templates that count their pages from nought.
_FROM_NOUGHT = re.compile(r"(?:countPage|page_?count|total_?pages?)\s{0,3}-\s{0,3}1\b", re.IGNORECASE)


def _numbered(url: str, current: int | None, count: int, *, from_nought: bool = False) -> list[str]:
    """The addresses of the pages behind ``current``, by the number in the address or the custom of its kind.

    ``current`` from 0 means pages from 0 (index.html, index_1.html …), else from 1 (index.html, index_2.html …).
    """
    write, shown = _writer(url)
    if current is None:
        current = shown if shown is not None else 1
    if from_nought and current:
        return [write(n) for n in range(current + 1, min(count, current + MAX_PAGES))]
    if current == 0 or (shown is not None and shown == current and shown < count and shown == 0):
        return [write(n) for n in range(1, min(count, MAX_PAGES))]
    return [write(n) for n in range(current + 1, min(count, current + MAX_PAGES) + 1)]


def _writer(url: str) -> tuple[Callable[[int], str], int | None]:
    """How the address of page n is written on this kind of site, and the number the address has now."""
    parts = urlsplit(url.split("#")[0])
    if match := _PAGE_PARAMETER.search(parts.query):
        before, after = parts.query[: match.start(2)], parts.query[match.end(2) :]
        return lambda n: urlunsplit(parts._replace(query=f"{before}{n}{after}")), int(match[2])
    if match := _NODE.match(parts.path):
        stem, suffix = match[1], match[3]
        return lambda n: urlunsplit(parts._replace(path=f"{stem}_{n}{suffix}")), int(match[2] or 1)
    if (match := _TRAILING_NUMBER.match(parts.path)) and not re.search(r"/\d+/?$", parts.path):
        stem, separator, suffix = match[1], match[2], match[4]
        return lambda n: urlunsplit(parts._replace(path=f"{stem}{separator}{n}{suffix}")), int(match[3])
    if parts.query and re.search(r"\.(?:php|aspx?|jsp|do)$", parts.path):
        return lambda n: urlunsplit(parts._replace(query=f"{parts.query}&page={n}")), None
    match = re.match(r"^(.*/)(\w+)(\.\w{2,6})$", parts.path)
    folder, name, suffix = (match[1], match[2], match[3]) if match else (parts.path.rstrip("/") + "/", "index", ".html")
    return lambda n: urlunsplit(parts._replace(path=f"{folder}{name}_{n}{suffix}")), None
