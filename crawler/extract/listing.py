"""The article links of a list page, a section page or a home page.

What tells an article link from navigation: its address (a day, a document number), the length of its text, a date in
its row, and company, because the rows of a list have one shape. Links are judged one by one, then in groups of one
shape; the best group comes first.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.extract.addresses import address_key, address_score, joined, looks_like_article
from crawler.extract.dates import date_in_url
from crawler.extract.daywriting import valid_date
from crawler.extract.document import Document
from crawler.extract.drawn import data_islands, links_in_scripts
from crawler.extract.gates import find_refusal
from crawler.extract.links import FURNITURE, GOOD, HANZI, MAX_LINKS, NO_PAGE, Link, days_in, last_date, text_score
from crawler.extract.selected import LIST_FIELDS, Selectors, select
from crawler.extract.walk import Anchor, Element, clean
from crawler.items import RULES

# The longest list page seen, a ranking of a portal, had 965 links.
MAX_ANCHORS = 12_000
_LONGEST_ROW = 400


@dataclass(slots=True)
class _Candidate:
    anchor: Anchor
    url: str
    key: str
    text: str
    shape: str
    score: float
    date: datetime.date | None = None
    order: int = 0


@dataclass(slots=True)
class _Group:
    members: list[_Candidate] = field(default_factory=list)
    score: float = 0.0


def list_links(body: bytes, url: str, content_type: str | None = None) -> list[Link]:
    """Article links of a list or home page, best evidence first; [] when there are none.

    ``url`` is the address after redirects. Raises NotAnArticle for gate, login and error pages.
    """
    return links_of(Document.read(body, url, content_type))


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list page lists."""

    links: list[Link]
    """The links in the rows of the list, by the site's selector, then all others that lead to articles."""
    rows: int = 0
    """How many of them the site's selector found."""
    selector: str | None = None
    """The selector that found the rows; ``rules`` when one was given and none did; None when none was given."""


def read_list(document: Document, selectors: Selectors | None = None) -> Listing:
    """The article links of a list page, those that the site's ``links`` selector matches first.

    Nothing that looks like an article is left out for standing elsewhere on the page: an old selector must not hide
    what a redesign has moved. Raises as ``list_links``.
    """
    _refuse(document)
    candidates = _candidates(document)
    links = _found(document, candidates)
    selected = select(document, selectors, LIST_FIELDS)
    while nodes := selected.nodes.get("links"):
        if rows := _links_in(candidates, nodes):
            own = {address_key(link.url) for link in rows}
            others = [link for link in links if address_key(link.url) not in own]
            return Listing([*rows, *others][:MAX_LINKS], len(rows), selected.used["links"])
        selected.fail("links")
    return Listing(links, selector=RULES if selected.failed and links else None)


def _links_in(candidates: list[_Candidate], nodes: list[LexborNode]) -> list[Link]:
    """The links that these nodes are or hold, without furniture (更多), in the order of the page."""
    wanted = {one.mem_id for node in nodes for one in ((node,) if node.tag == "a" else node.css("a"))}
    inside = [one for one in candidates if one.anchor.node_id in wanted]
    texts = _best_texts(inside)
    keys = dict.fromkeys(one.key for one in inside if texts[one.key][0] and not FURNITURE.match(texts[one.key][0]))
    urls = {one.key: one.url for one in reversed(inside)}
    return [Link(urls[key], *texts[key]) for key in keys]


# 2024年第08期, 第8期（总第312期）
_ISSUE_TEXT = re.compile(r"(?:(?:19|20)\d\d\s?年\s?)?第?\s?\d{1,3}\s?期(?:\s?[（(]总第?\s?\d{1,4}\s?期[）)])?(?:目录)?")


def issue_links(document: Document) -> list[Link]:
    """The links of a magazine's list to its issues, by their text, in the order of the page."""
    issues = [one for one in _candidates(document) if _ISSUE_TEXT.fullmatch(one.text)]
    return list({one.key: Link(one.url, one.text, one.date) for one in reversed(issues)}.values())[::-1]


def links_of(document: Document) -> list[Link]:
    """As ``list_links``, of a page that was read before."""
    return read_list(document).links


def _refuse(document: Document) -> None:
    refusal = find_refusal(document)
    if refusal is not None and refusal.reason in ("gate", "login", "error"):
        raise refusal


def _found(document: Document, candidates: list[_Candidate]) -> list[Link]:
    """The links that lead to articles, best evidence first, whatever the site."""
    islands = [_candidates(data) for data in data_islands(document)]
    # A page that carries its rows as data shows nothing else by them.
    drawn = _ordered([one for island in islands for one in island])
    links = drawn + _ordered(candidates)
    if len(drawn) < _FEWEST_ROWS:
        links = _ordered([*candidates, *(one for island in islands for one in island)])
    written = links_in_scripts(document, set() if not drawn else {address_key(link.url) for link in links})
    links = written + links if len(written) >= _FEWEST_ROWS else links + written
    unique: dict[str, Link] = {}
    for link in links:
        unique.setdefault(address_key(link.url), link)
    return list(unique.values())[:MAX_LINKS]


_FEWEST_ROWS = 3


# --- one link ---------------------------------------------------------------------------------------------------------

_CUT = re.compile(r"(?:\.{2,}|…+|\.\.\.)\s*$")
_TITLE_LABEL = re.compile(r"^(?:文章)?(?:标题|標題|题目)\s?[:：]\s*")
_TITLE_END = re.compile(r"[\r\n]+|\s+(?:点击数|作者|发表时间|更新时间|发布时间|录入时间|来源)\s?[:：]")
_BULLET = re.compile(r"^[\s·•●■◆▪»>※*\-—]+")
_ROW_DATE = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|\d{4}\d{2}\d{2}|(?<!\d)[012]\d([-/.])(?:0\d|1[0-2])\1[0-3]\d(?!\d)"
)
# A large day beside its month, in elements of their own: 10 | 2023-11, 2023.11 | 10.
_DAY_AND_MONTH = re.compile(
    r"(?<![\d./-])(?P<day>[0-3]?\d)[\s/日]{0,3}(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>1[0-2]|0?[1-9])(?!\d|[-/.月]\s?\d)"
    r"|(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>1[0-2]|0?[1-9])月?\s(?P<d>[0-3]?\d)日?(?!\S)"
)
_MAY_HOLD_MONTH = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}")
_LONGEST_PIECE = 12
# Leaders between a title and its day.
_TRAILING_PIECES = re.compile(r"(?<=[\u4e00-\u9fff”》）！？])\s?[0-3]\d[\s/]{0,3}(?:19|20)\d\d[-/.](?:0[1-9]|1[0-2])$")
_LEADING_PIECES = re.compile(r"^[0-3]\d[\s/]{0,3}(?:19|20)\d\d[-/.](?:0[1-9]|1[0-2])\s?(?=[\u4e00-\u9fff“《【（])")
_LEADERS = re.compile(r"[.·…]{5,}$")
_TRAILING_DATE = re.compile(
    r"\s*[\[（(]?\s*(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s\d{1,2}:\d\d(?::\d\d)?)?\s*[\]）)]?\s*$"
)
_LEADING_DATE = re.compile(
    r"^[\[（(]?\s?(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\s?[\]）)]?\s{0,4}(?=[^\d\s至起—～~-].{3})"
)
_STATE = re.compile(
    r"\d+|\b(?:first|last|odd|even|on|active|cur|current|hover|red|gray|grey|top|bold|new|hot|even|li|clearfix|fl|fr)\b"
)


def _candidates(document: Document) -> list[_Candidate]:
    base = joined(document.url, document.walk.base) or document.url
    here = address_key(document.url)
    host = _site(urlsplit(document.url).hostname or "")
    found = []
    for order, anchor in enumerate(document.walk.anchors[:MAX_ANCHORS]):
        href = _target(anchor)
        if len(anchor.text) > 400 or NO_PAGE.search(href):
            continue
        url = joined(base, href.replace("\\", "/"))
        if not url or (key := address_key(url)) == here:
            continue
        parts = urlsplit(url)
        text = _link_text(document, anchor)
        score = address_score(parts.path, parts.query) + text_score(text)
        if _site(parts.hostname or "") != host:
            score -= 0.5
        found.append(_Candidate(anchor, url, key, text, _shape(document, anchor), score, order=order))
    _read_rows(document, found)
    return found


def _site(host: str) -> str:
    """The registered part of a host, near enough to tell a sister host from a stranger."""
    labels = host.lower().split(".")
    keep = 3 if len(labels) > 2 and labels[-2] in ("com", "gov", "org", "net", "edu", "ac") else 2
    return ".".join(labels[-keep:])


# href="javascript:void(0)" onclick="window.open('/detail.jsp?id=1297')", href="javascript:window.open('…')"
_OPENS = re.compile(r"(?:open|location(?:\.href)?|href|assign|replace)\s?[(=]\s?[\"']([^\"'\s<>]{4,500})[\"']")


def _target(anchor: Anchor) -> str:
    """The address a link leads to, by ``href`` or by the script that opens it."""
    href = anchor.href
    if href and not href.startswith(("javascript", "#")):
        return href
    opened = _OPENS.search(href) or _OPENS.search((anchor.attributes.get("onclick") or "")[:600])
    return opened[1] if opened else href


def _title_line(document: Document, anchor: Anchor) -> str:
    """The text of a link; of one around a whole card its heading, else its first line that may be a title."""
    lines = document.blocks[anchor.block : anchor.last]
    heading = next((line.text for line in lines if line.heading), "")
    return heading or next((line.text for line in lines if len(HANZI.findall(line.text[:60])) >= 6), anchor.text)


def _link_text(document: Document, anchor: Anchor) -> str:
    text = _title_line(document, anchor) if anchor.last > anchor.block + 1 else anchor.text
    text = _TRAILING_PIECES.sub("", _TRAILING_DATE.sub("", _BULLET.sub("", text)))
    text = _LEADING_PIECES.sub("", _LEADING_DATE.sub("", _LEADERS.sub("", text)))
    raw = anchor.attributes.get("title") or ""
    if not raw:
        return text
    title = clean(_TITLE_END.split(_TITLE_LABEL.sub("", raw.strip()), maxsplit=1)[0])
    stem = "".join(_CUT.sub("", text).split())
    squashed = "".join(title.split())
    if not text or (squashed.startswith(stem) and len(squashed) > len(stem)):
        return title or text
    return text


def _shape(document: Document, anchor: Anchor) -> str:
    """The way to the link: tags, and classes without numbers and states, of the four elements around it."""
    parts = []
    for place, element in enumerate(document.ancestors(anchor.container, 5)):
        name = "" if place == 0 and element.tag in ("li", "td", "tr", "dd", "dt", "p") else _STATE.sub("", element.name)
        parts.append(f"{element.tag}.{name.strip()}")
    return "/".join(parts)


# --- rows -------------------------------------------------------------------------------------------------------------


def _read_rows(document: Document, found: list[_Candidate]) -> None:
    """Give links the date of their row, and credit for having one."""
    worthy = [one for one in found if one.score > 0 or _ISSUE_TEXT.fullmatch(one.text)]
    inside: dict[int, set[str]] = {}
    for one in worthy:
        for element in document.ancestors(one.anchor.container, 6):
            inside.setdefault(element.index, set()).add(one.key)
    side: dict[int, bool] = {}
    for one in worthy:
        one.date = _row_date(document, one, inside)
        if one.date:
            one.score += 1.5
        if _in_furniture(document, one.anchor.container, side):
            one.score -= 2.0


def _row_date(document: Document, one: _Candidate, inside: dict[int, set[str]]) -> datetime.date | None:
    blocks = document.blocks
    number = one.anchor.block
    line = blocks[number].text if number < len(blocks) else ""
    line = line if len(line) <= _LONGEST_ROW else ""
    if _ROW_DATE.search(line) and (date := _date_of(line, one.anchor.text)):
        return date
    card = blocks[number : one.anchor.last] if one.anchor.last > number + 1 else []
    if days := [date for block in card if _ROW_DATE.search(block.text) and (date := last_date(block.text[:120]))]:
        return max(days)
    row: Element | None = None
    for element in document.ancestors(one.anchor.container, 6):
        if len(inside.get(element.index, ())) != 1 or element.last - element.first > 12:
            break
        row = element
    if row is None:
        following = blocks[number + 1].text if number + 1 < len(blocks) else ""
        return last_date(following) if len(following) <= 24 and _ROW_DATE.search(following) else None
    texts = [block.text for block in blocks[row.first : row.last] if len(block.text) <= 120]
    # A row of a table may hold the day of signing and that of publication: the later one is when it was listed.
    if days := [date for text in texts if _ROW_DATE.search(text) and (date := last_date(text))]:
        return max(days)
    title = one.anchor.text
    pieces = [text.replace(title, " ").strip() if title else text for text in texts]
    return (
        _date_in_pieces(pieces)
        or _date_in_pieces([title[-_LONGEST_PIECE:]])
        or _date_in_pieces([title[:_LONGEST_PIECE]])
        or _date_in_title(one.anchor)
        or _day_in_its_year([line, *texts], one.url)
    )


_DAY_ALONE = re.compile(r"(?<![\d./-])(?P<month>0?[1-9]|1[0-2])[-/.月](?P<day>0[1-9]|[12]\d|3[01]|[1-9])日?(?![\d./-])")
_NEAR = datetime.timedelta(days=20)


def _day_in_its_year(texts: list[str], url: str) -> datetime.date | None:
    """A day that its row prints without a year, in the year of the article's address, where both are near each other."""
    filed = date_in_url(url)
    if filed is None:
        return None
    for text in texts:
        match = _DAY_ALONE.search(text[-12:]) or _DAY_ALONE.match(text[:8].strip("[（( "))
        for year in (filed.year, filed.year + 1, filed.year - 1) if match else ():
            date = valid_date(year, int(match["month"]), int(match["day"])) if match else None
            if date and abs(date - filed) <= _NEAR:
                return date
    return None


def _date_of(line: str, text: str) -> datetime.date | None:
    """The day of one link in a line that may hold several rows: behind the link, in it, or before it."""
    dates = days_in(line)
    start = line.find(text) if text else -1
    if len(dates) < 2 or start < 0:
        return dates[-1].date if dates else None
    end = start + len(text)
    behind = [found for found in dates if found.start >= end]
    before = [found for found in dates if found.end <= start]
    within = [found for found in dates if start <= found.start < end]
    days_first = dates[0].start < 3 and before
    if days_first:
        return before[-1].date
    if behind:
        return behind[0].date
    return within[-1].date if within else before[-1].date if before else None


def _date_in_pieces(texts: list[str]) -> datetime.date | None:
    pieces = " ".join(text for text in texts if len(text) <= _LONGEST_PIECE)
    if not _MAY_HOLD_MONTH.search(pieces) or not (match := _DAY_AND_MONTH.search(pieces)):
        return None
    year, month, day = (match[one] or match[other] for one, other in (("year", "y"), ("month", "m"), ("day", "d")))
    return valid_date(int(year), int(month), int(day))


def _date_in_title(anchor: Anchor) -> datetime.date | None:
    """title="标题：……\n更新时间：2008-3-1", as systems of the 2000s write it."""
    raw = anchor.attributes.get("title") or ""
    if ("时间" in raw or "日期" in raw) and _ROW_DATE.search(raw):
        return last_date(clean(raw[-200:]))
    return None


def _in_furniture(document: Document, container: int, known: dict[int, bool]) -> bool:
    """True inside a menu, a footer, a bread crumb or a side box, by name."""
    if container in known:
        return known[container]
    chain = document.ancestors(container, 7)
    known[container] = any(
        element.tag in ("nav", "footer", "header")
        or (element.attributes and len(element.name) > 2 and _SIDE.search(element.name) is not None)
        for element in chain
    )
    return known[container]


_SIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|mainnav|subnav|topnav|foot|footer|footnav|copyright|crumbs?|breadcrumb|position|location|toplink|friendlinks?|flink|yqlj|sidemenu|login|hidden|hide)(?:$|[\s_-])"
)


# --- groups -----------------------------------------------------------------------------------------------------------


def _ordered(candidates: list[_Candidate]) -> list[Link]:
    groups: dict[str, _Group] = {}
    for one in candidates:
        groups.setdefault(one.shape, _Group()).members.append(one)
    for group in groups.values():
        good = [one for one in group.members if one.score > GOOD]
        if not good:
            continue
        # The picture and the summary of a row lead where its title leads.
        best: dict[str, float] = {}
        for one in group.members:
            if one.text:
                best[one.key] = max(one.score, best.get(one.key, one.score))
        mean = sum(best.values()) / len(best)
        distinct = len({one.key for one in good})
        group.score = mean + min(distinct, 30) / 10 + (0.5 if distinct >= 5 else 0.0)
    texts = _best_texts(candidates)
    links: list[Link] = []
    seen: set[str] = set()
    for group in sorted(groups.values(), key=lambda one: -one.score):
        for one in group.members:
            if one.key in seen or group.score <= 0:
                continue
            if one.score + 0.5 * group.score <= _FLOOR and not (group.score >= _SURE and _is_short_title(one)):
                continue
            seen.add(one.key)
            links.append(Link(one.url, *texts[one.key]))
    return links


# A group of such a score is the list itself.
_SURE = 4.0


def _is_short_title(one: _Candidate) -> bool:
    """《灯下》 in a list of articles, at an address that cannot be that of a list."""
    words = len(HANZI.findall(one.text[:20]))
    return words >= 2 and not FURNITURE.match(one.text) and looks_like_article(one.url)


# Below this a link is navigation: a short text and an address without day or number, outside a list of many.
_FLOOR = 2.0


def _best_texts(candidates: list[_Candidate]) -> dict[str, tuple[str, datetime.date | None]]:
    """For each address its best text: a row often links its picture, its title and its summary."""
    best: dict[str, tuple[tuple[bool, ...], str]] = {}
    dates: dict[str, datetime.date] = {}
    for one in candidates:
        if one.date:
            dates.setdefault(one.key, one.date)
        words = len(HANZI.findall(one.text[:60])) >= 4
        rank = (
            bool(one.text) and not FURNITURE.match(one.text),
            words,
            not _CUT.search(one.text),
            len(one.text) <= 80,
        )
        if one.key not in best or rank > best[one.key][0]:
            best[one.key] = (rank, one.text)
    return {key: (text, dates.get(key)) for key, (_, text) in best.items()}
