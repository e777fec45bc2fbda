"""Which words are the headline.

The best witness is agreement: ``<title>`` begins with the headline, and some block on the page is the headline alone.
Neither is enough by itself: ``<title>`` carries channel and site and is sometimes only the channel (17 of 100 captured
ccdi.gov.cn pages), an ``h1`` is sometimes the site's name, and ``meta`` values are cut at the first inner quote.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from crawler.extract import phrases
from crawler.extract.document import Document
from crawler.extract.names import read_names
from crawler.extract.walk import Block, clean
from crawler.extract.weights import PROSE, Weights

_TITLE_METAS = ("articletitle", "og:title", "twitter:title", "weibo: article:title", "title", "apub:title", "dc.title")
_SITE_METAS = (
    "sitename",
    "og:site_name",
    "application-name",
    "columnname",
    "author",
    "copyright",
    "apple-mobile-web-app-title",
)
_TAGS = re.compile(r"<[^<>]{0,200}>")
_SEPARATOR = re.compile(r"\s*(?:[_|｜丨]|\s[-–—]+\s|[-–—]{1,4})\s*|\s+(?=\S{2,12}$)")
_SUBTITLE = re.compile(r"^(?:[-–—－]{2,}|——)\s*")
_KICKER_NAME = re.compile(
    r"(?:^|[\s_-])(?:pre|kicker|yinti|yt|shoulder|jianti|suptitle|uptitle|toptitle|lanmu)(?:$|[\s_-])"
)
_SUBTITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:sub|subtit|subtitle|subhead|futi|futiti|fubiaoti|ft|fb|subtitles)(?:$|[\s_-])"
)
_PRINT_VIEW = re.compile("友善列印|打印(?:预览|页面|版)|列印版")
_BYLINE = re.compile(r"^[□■◎●\s]{0,3}(?:本[报刊网台])?(?:特约|见习|首席)?(?:记者|通讯员|作者)[\s:：]")
_BOILERPLATE = re.compile(
    r"^(?:首页|正文|[您你]?(?:当前|现在|目前)?(?:的|所在的?)?位置(?=[:：是]|\s|$)|当前位置|您(?:的|所在)位置|当前栏目|返回|登录|注册|搜索|导航|分享|网站地图|热门|推荐|相关)"
)

MAX_TITLE = 150
# Longer lines are no heading with tools.
_LONGEST_LINE = 200
# Headings, and what Founder and the platform of gov.cn call theirs.
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "founder-title", "ucaptitle"})
# Print, close and the count of readers set into a heading: "标题 [打印]浏览 32".
_TOOLS = re.compile(
    r"(?:\s{0,4}[\[【(（]\s?(?:打印|关闭|收藏|分享|字号|字体|大\s?中\s?小)[^\]】)）]{0,8}[\]】)）]"
    r"|\s{0,4}[\[【(（]?(?:浏览|点击|访问|点击率)(?:次数|量|数)?(?:\s?[:：]\s?|\s)\d{1,8}\s?次?[\]】)）]?){1,6}$"
)
# A heading with a date line below it and no agreement reaches this; a heading alone does not.
_ENOUGH = 3.0
_MAX_BLOCKS = 3_000
_CLOSE = 16
_MAX_CANDIDATES = 300


@dataclass(slots=True)
class Title:
    """The headline and where it stands."""

    text: str
    first: int = -1
    """First block of the headline; -1 when it was found in no block."""
    last: int = -1
    """Block behind the headline."""
    kicker: str | None = None
    subtitle: str | None = None
    byline: list[str] = field(default_factory=list)
    """Lines of the title block that name the author (a magazine prints him there)."""
    info: list[int] = field(default_factory=list)
    """Blocks inside the heading that tell date and source: PHPCMS sets its date line into the ``h1``."""
    sure: bool = False
    """True when page heading and ``<title>`` or ``meta`` agree."""


def squash(text: str) -> str:
    """The text without blanks, for comparison."""
    return "".join(text.split())


@dataclass(slots=True)
class _Witness:
    """What ``<title>`` and ``meta`` say, squashed."""

    page: str
    cuts: frozenset[str]
    """``<title>`` up to each of its separators."""
    tails: frozenset[str]
    """What stands behind each of its separators."""
    metas: list[str]
    names: frozenset[str]
    """Names of the site and its columns."""


def find_title(document: Document, weights: Weights) -> Title:
    """The headline; ``text`` is '' when there is none."""
    witness = _witness(document)
    best: tuple[float, int, int] | None = None
    limit = _limit(document, weights)
    info = [number for number in range(min(len(document.blocks), limit + 8)) if document.info[number]]
    for first, last in _groups(document, witness, info, limit)[:_MAX_CANDIDATES]:
        score = _score(document, witness, first, last, info)
        if document.blocks[first].heading == 1 and last <= weights.start < last + 2:
            score += 1.0
        if 0 <= weights.start - last < _CLOSE:
            score += 0.2  # of two lines alike the one above the text
        if first > weights.start and not _begins_article(document, witness, weights, first, last):
            score -= 3.0
        if best is None or score > best[0]:
            best = (score, first, last)
    # A page without <title> gives no candidate the points of agreement.
    needed = _ENOUGH if len(witness.page) >= 6 else _ENOUGH - 1.5
    if best is not None and best[0] < needed and _names_no_story(document):
        needed = _ENOUGH - 1.5
    if best is None or best[0] < needed:
        return _from_witness(document, witness)
    return _assemble(document, witness, best[1], best[2])


# Words that a page's title holds instead of a headline.
_NO_HEADLINE = re.compile(r"(?:公司|集团|查看|详情|详细|正文|内容|浏览|动态|首页)$")


def _names_no_story(document: Document) -> bool:
    """True when ``<title>`` is made of the names of site and columns, which stand in the menus as well."""
    if len(document.walk.title) > MAX_TITLE:
        return False
    parts = [part for part in re.split(r"\s*[-–—_|｜丨>]+\s*|\s+", document.walk.title) if part]
    menus = "\n".join(block.text for block in document.blocks if block.link_chars * 2 > len(block.text))
    return all(
        len(part) <= 16 and (part in menus or _NAME_END.search(part) or _NO_HEADLINE.search(part)) for part in parts
    )


def _limit(document: Document, weights: Weights) -> int:
    """The block behind which no headline is looked for.

    A headline stands above its text, with a few blocks of tolerance for a short lead above it. But the first sentences
    may be those of a side column or a notice about cookies: where no date line stands above them, the search goes on to
    the first full date line below that no box holds.
    """
    blocks = document.blocks
    limit = min(len(blocks), weights.start + 4, _MAX_BLOCKS)
    if any(document.info[:limit]):
        return limit
    rest = range(limit, min(len(blocks), _MAX_BLOCKS))
    return next((n for n in rest if not weights.boxed[n] and _is_date_line(document, n)), limit)


def _is_date_line(document: Document, number: int) -> bool:
    return document.info[number] and phrases.is_date_line(document.blocks[number].text)


def _begins_article(document: Document, witness: _Witness, weights: Weights, first: int, last: int) -> bool:
    """True for a line behind some prose which is a headline all the same.

    The page's title is, and so is what stands above a full date line with sentences below it.
    """
    text = squash("".join(_title_lines(document.blocks[first:last])))
    if _agreement(text, witness) >= 3:
        return True
    if "。" in text or max(weights.of[first:last]) >= PROSE:
        return False
    count = len(document.blocks)
    line = next((n for n in range(last, min(last + 2, count)) if _is_date_line(document, n)), None)
    return line is not None and any(weight >= PROSE for weight in weights.of[line + 1 : line + 5])


def title_at(document: Document, first: int, last: int) -> Title:
    """The headline that stands in the given blocks, for a site's own selector; ``sure`` when the page agrees."""
    return _assemble(document, _witness(document), first, last)


def _witness(document: Document) -> _Witness:
    page = document.walk.title
    squashed = squash(page)
    cuts = {squash(page[: match.start()]) for match in _SEPARATOR.finditer(page)} | {squashed}
    metas = [squash(value) for name in _TITLE_METAS if (value := meta_title(document.meta(name)))]
    names = {squash(value) for name in _SITE_METAS if (value := document.meta(name))}
    metas += [squash(name) for name in _catalogued(document)]
    tails = {squash(page[match.end() :]) for match in _SEPARATOR.finditer(page)}
    tails = {tail for tail in tails if 4 <= len(tail) <= 20 and tail not in cuts and _NAME_END.search(tail)}
    return _Witness(
        squashed, frozenset(cut for cut in cuts if len(cut) >= 2), frozenset(tails), metas, frozenset(names)
    )


# How names of sites and of the offices that run them end.
_NAME_END = re.compile(rf"{phrases.SITE_WORD.pattern}|[局厅委办院部会校台社]$", re.IGNORECASE)
# The catalogue of 政府信息公开 repeats the headline above the text, in a table of index number, date and name.
_CATALOGUE_LABEL = re.compile(r"(?:信息|公文|文件)?(?:名\s{0,4}称|标\s{0,4}题)(?:\s?[:：]\s?|\s*$)")
_MOST_BEFORE = 400


def _catalogued(document: Document) -> list[str]:
    blocks = document.blocks[:_MOST_BEFORE]
    for number, block in enumerate(blocks):
        if block.text[0] not in "信公文名标" or not (label := _CATALOGUE_LABEL.match(block.text)):
            continue
        value = block.text[label.end() :] or (blocks[number + 1].text if number + 1 < len(blocks) else "")
        if 6 <= len(value) <= MAX_TITLE:
            return [value]
    return []


def meta_title(value: str) -> str:
    """A title out of a ``meta`` value, which may hold HTML (12 of 97 captured ccdi.gov.cn pages)."""
    if "<" in value or "&" in value:
        value = _TAGS.sub(" ", html.unescape(value))
    return clean(value)


def _groups(document: Document, witness: _Witness, info: list[int], limit: int) -> list[tuple[int, int]]:
    """Runs of blocks that may be the headline: lines of one heading or title box, or a line that the page's title holds."""
    elements, blocks = document.elements, document.blocks
    groups: list[tuple[int, int]] = []
    for element in elements:
        if element.first >= limit:
            break
        if element.first < element.last <= element.first + 6:
            named = element.tag in _HEADINGS or (element.kind & phrases.TITLE)
            if named:
                groups.append((element.first, element.last))
    known = {first for first, _ in groups}
    above = {number - back for number in info for back in (1, 2)}
    page = witness.page
    for number, block in enumerate(blocks[:limit]):
        if number in known or not 2 <= len(block.text) <= MAX_TITLE or block.link_chars * 2 > len(block.text):
            continue
        text = squash(block.text)
        if len(text) < 4 and not (text in witness.cuts and number in above and not _heads(blocks, number + 1)):
            continue
        if (
            number in above
            or text in page
            or any(text in meta for meta in witness.metas)
            or (len(text) > 12 and page.startswith(text[:12]))
        ):
            groups.append((number, number + 1))
            if number + 1 < limit and _is_one_headline(blocks[number : number + 2], witness):
                groups.append((number, number + 2))
    return groups


def _is_one_headline(lines: list[Block], witness: _Witness) -> bool:
    """True for two lines of one box that together are what ``<title>`` or ``meta`` says."""
    if lines[0].container != lines[1].container or len(lines[1].text) > MAX_TITLE:
        return False
    text = squash(lines[0].text + lines[1].text)
    return text in witness.cuts or text in witness.metas


def _heads(blocks: list[Block], number: int) -> bool:
    """True for a heading: what stands above it is no headline of two characters (讣告, 启事) but a column (图说)."""
    return number < len(blocks) and blocks[number].heading > 0


def _score(document: Document, witness: _Witness, first: int, last: int, info: list[int]) -> float:
    blocks = document.blocks[first:last]
    lead = blocks[0]
    lines = _title_lines(blocks)
    text = squash("".join(lines))
    if not text or len(text) > MAX_TITLE:
        return -10.0
    score = max(_agreement(text, witness), _agreement(squash(lines[0]), witness) - 0.2)
    score += {1: 2.0, 2: 1.5, 3: 1.0}.get(lead.heading, 0.3 if lead.heading else 0.0)
    container = document.elements[lead.container]
    if (container.kind | document.elements[container.parent].kind) & phrases.TITLE:
        score += 1.5
    flags = document.info[last : last + 6]
    if any(flags):
        score += 2.0
        if any(flags[:2]) and len(text) >= 8 and info[0] >= first - 30:
            score += 1.0
    links = sum(block.link_chars for block in blocks)
    if links * 2 > len(text):
        score -= 4.0
    if lead.hidden:
        score -= 3.0
    if text == witness.page and (links * 2 > len(text) or (len(text) <= 16 and not any(flags[:1]))):
        # The banner: a page whose <title> is the name of the site repeats that on top, mostly as a link to its start.
        score -= 8.0 if links * 2 > len(text) or phrases.SITE_WORD.search(text) else 0.0
    if last < len(document.blocks) and _opens_body(document, last):
        score += 1.5
    if first and document.blocks[first - 1].text.endswith((":", "：")) and text not in witness.metas:
        score -= 5.0  # the value of a field
    if _BYLINE.match(lead.text) or _PRINT_VIEW.search(text):
        score -= 5.0
    if _SUBTITLE.match(lead.text):
        score -= 10.0
    if (
        lead.text.endswith((":", "："))
        or text in witness.names
        or _BOILERPLATE.match(text)
        or phrases.is_info(lead.text)
    ):
        score -= 5.0
    if len(text) < 5 and text not in witness.cuts:
        score -= 1.0 if (container.kind & phrases.TITLE) or lead.heading else 2.0
    return score


def _opens_body(document: Document, number: int) -> bool:
    """True for the first block of a box that a system gives to texts."""
    around = document.ancestors(document.blocks[number].container, 4)
    return any(box.kind & phrases.BODY and box.first == number for box in around)


def _agreement(text: str, witness: _Witness) -> float:
    """How well a candidate agrees with ``<title>`` and ``meta``."""
    page = witness.page
    if text in witness.cuts:
        score = 5.0
    elif len(text) >= 6 and page.startswith(text):
        # 某某市人民政府办公室 opens the headline of every circular it issues.
        score = 4.0 if 2 * len(text) > min(map(len, witness.cuts), default=0) else 2.0
    elif text in witness.tails:
        score = 0.0  # the name of the site or the column
    elif len(text) >= 6 and text in page:
        score = 2.0 + 2.0 * len(text) / len(page)
    elif len(page) >= 12 and text.startswith(page[:12].rstrip(".…")):
        score = 3.0
    else:
        score = 0.0
    if text in witness.metas:
        score += 2.0
    elif any(len(meta) >= 6 and (text.startswith(meta) or meta.startswith(text)) for meta in witness.metas):
        score += 1.5
    return score


def _title_lines(blocks: list[Block]) -> list[str]:
    lines = [block.text for block in blocks if not block.hidden] or [block.text for block in blocks]
    # Tools end in a bracket, a number or 次.
    return [
        (len(line) <= _LONGEST_LINE and line[-1] in "]】)）次0123456789" and _TOOLS.sub("", line)) or line
        for line in lines
    ]


def _assemble(document: Document, witness: _Witness, first: int, last: int) -> Title:
    lines = _title_lines(document.blocks[first:last])
    found = Title("", first, last)
    kept: list[str] = []
    agreeing = _agreeing(lines, witness)
    for line in lines[len(agreeing) :]:
        # Behind what <title> says of it: ——副题 and 本刊记者 with names; anything else is no headline.
        if _SUBTITLE.match(line):
            found.subtitle = found.subtitle or _SUBTITLE.sub("", line)
        elif _is_name(line):
            found.byline.append(line)
    for line in agreeing:
        if kept and _SUBTITLE.match(line):
            found.subtitle = _SUBTITLE.sub("", line)
        elif not (kept and phrases.is_info(line)):
            kept.append(line)
    found.info = [n for n in range(first + 1, last) if phrases.is_info(document.blocks[n].text)]
    if len(kept) > 1 and _is_name(kept[-1]):
        found.byline.append(kept.pop())
    found.text = " ".join(kept)
    whole = squash(found.text)
    found.sure = whole in witness.metas or max(_agreement(whole, witness), _agreement(squash(lines[0]), witness)) >= 3
    _lines_around(document, found)
    return found


def _agreeing(lines: list[str], witness: _Witness) -> list[str]:
    """The lines of a heading up to where they say what ``<title>`` or ``meta`` says; tools stand in headings, too."""
    for count in range(len(lines), 0, -1):
        text = squash("".join(lines[:count]))
        if text in witness.cuts or text in witness.metas:
            return lines[:count]
    return lines


# 本刊记者 before a name, or the name alone; a longer line is no byline. Which words are names the surnames tell.
_NAME_LABEL = re.compile(r"^本?[刊报网社]?\s?(?:特约|实习)?(?:记者|评论员|通讯员|撰稿人|作者)\s*[:：]?\s*")


def _is_name(line: str) -> bool:
    """True for a line that is only a name or two, with or without 本刊记者."""
    names = _NAME_LABEL.sub("", line)
    return 0 < len(names) <= len(line) <= 24 and read_names(names, loose=False).complete


def _lines_around(document: Document, title: Title) -> None:
    """Kicker above and subtitle below, when they stand in boxes of their own that say so."""
    blocks, elements = document.blocks, document.elements
    if title.first > 0 and _is_kicker(document, title.first - 1, title.first):
        title.kicker = blocks[title.first - 1].text
    title.kicker = title.kicker or _founder(document, "introtitle")
    title.subtitle = title.subtitle or _founder(document, "subtitle")
    if title.last < len(blocks):
        below = blocks[title.last]
        if len(below.text) > 80 or below.link_chars or phrases.is_info(below.text):
            return
        box = elements[below.container]
        if _SUBTITLE.match(below.text) or _SUBTITLE_NAME.search(box.name) or box.tag == "founder-subtitle":
            title.subtitle = title.subtitle or _SUBTITLE.sub("", below.text)
            title.last += 1


def _is_kicker(document: Document, above: int, first: int) -> bool:
    """True for a line above the headline in a box that is named so, or in a smaller heading beside the larger one."""
    block, headline = document.blocks[above], document.blocks[first]
    if len(block.text) > 60 or block.link_chars or phrases.is_info(block.text):
        return False
    box, heading = document.elements[block.container], document.elements[headline.container]
    if _KICKER_NAME.search(box.name) or box.tag == "founder-introtitle":
        return True
    if box.parent != heading.parent or heading.tag != "h1" or box.tag not in ("h2", "h3", "h4", "h5"):
        return False
    # A channel's name is shorter, or the bread crumb, <title> behind the headline or ``meta`` have it, too.
    page, text = squash(document.walk.title), squash(block.text)
    channel = page.find(text) > page.find(squash(headline.text)) or text == squash(document.meta("columnname"))
    crumb = any(block.text in other.text for other in document.blocks[max(0, above - 12) : above])
    return len(text) >= 6 and not channel and not crumb and not _BOILERPLATE.match(block.text)


def _founder(document: Document, name: str) -> str | None:
    """A line of the properties that Founder keeps in a comment: ``<introtitle>…</introtitle>``."""
    for text, _ in document.walk.comments:
        if "enpproperty" in text[:40]:
            _, _, rest = text.partition(f"<{name}>")
            value, end, _ = rest.partition(f"</{name}>")
            return (_SUBTITLE.sub("", meta_title(value)) or None) if end and len(value) <= 120 else None
    return None


def _from_witness(document: Document, witness: _Witness) -> Title:
    """The headline where no block shows it: ``<title>`` without site and channel, or ``meta``."""
    if catalogued := _catalogued(document):
        return Title(catalogued[0])
    text = strip_site(document.walk.title, witness.names)
    if text == document.walk.title.strip() and (site := _UNKNOWN_SITE.search(text)):
        # A page that shows its headline nowhere still writes its own name behind it.
        text = text[: site.start()]
    for name in _TITLE_METAS:
        value = meta_title(document.meta(name))
        if value and squash(value) not in witness.names and len(value) >= 6:
            cut = squash(value)
            if not squash(document.walk.title).startswith(cut) or len(cut) >= len(squash(text)):
                text = text if squash(text).startswith(cut) else value
            break
    return Title(text)


_UNKNOWN_SITE = re.compile(r"(?<=\S{8})(?:\s+[-–—]\s+|\s?[_|｜]\s?)[\u4e00-\u9fff]{2,8}$")


def strip_site(text: str, names: frozenset[str]) -> str:
    """``<title>`` without what stands behind its last separators, as long as that is the name of a site or channel."""
    while True:
        cuts = list(_SEPARATOR.finditer(text))
        if not cuts:
            return text.strip()
        tail = text[cuts[-1].end() :]
        if squash(tail) not in names and not (len(tail) <= 16 and phrases.SITE_WORD.search(tail)):
            return text.strip()
        text = text[: cuts[-1].start()]
