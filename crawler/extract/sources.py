"""Where the text comes from: 来源, as printed, under its labels or without one.

The order is that of certainty: a label, a class name, the bracket that closes a repost, ``meta``, a bare name beside
the date, the agency in the dateline, and for magazines the publication itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crawler.extract import phrases
from crawler.extract.body import Body
from crawler.extract.dates import scan_dates
from crawler.extract.document import Anchor, Document, Span, clean
from crawler.extract.names import is_name
from crawler.extract.sourceline import split_source_line
from crawler.extract.title import Title, meta_title
from crawler.hanzi import fold


@dataclass(slots=True)
class Source:
    """The source as printed."""

    name: str
    from_bracket: bool = False
    """True when it stood as （来源：…） at the end of the text, which re-posters do."""
    date_raw: str | None = None
    """The day of the original (ISO), when the bracket gives one."""


_METAS = ("contentsource", "source", "apub:source", "mediaid", "copyrightholder")
_AUTHOR_METAS = ("article:author", "og:article:author")
_CLASS = re.compile(
    r"source|laiyuan|copyfrom|(?:^|[\s_-])(?:origin|media|medianame|media-name|from|ly|src)(?:$|[\s_-])", re.IGNORECASE
)
# Where a value ends: two blanks, a bar, a day, the next label.
_END = re.compile(
    r"\s{2,}|[|｜┊丨]|\s*(?:作\s?者|编\s?辑|責任編輯|责任编辑|责编|发布|发稿|发表|更新|时间|日期|点击|浏览|阅读|选稿|字号|字体|记者|通讯员|分享|审核|校对|录入|供稿|"
    r"访问|评论|人气|举报|收藏|打印|关注|我要|手机看|订阅|纠错|扫一扫|【|\[)|\s*(?:19|20)\d\d\s?[-/.年]|\s+\S{1,8}[:：]"
)
_NO_SOURCE = re.compile(
    r"^(?:https?:|www\.|[\d\W]+$|作者|发布|编辑|记者|评论|分享|举报|阅读|关注|字号|字体|打印|收藏|点击|浏览|正文|首页|我要|手机看|更多|原创$|转载|订阅|登录|听|播放|[大中小条人]$|"
    r"网络$|互联网$|未知$|本网$|无$|暂无$|不详$|佚名$|admin|null$|none$)",
    re.IGNORECASE,
)
# What stands beside a date and is no outlet.
_TOOL = re.compile(
    r"关注|分享|评论|跟[贴帖]|举报|反馈|字[号体]|打印|收藏|返回|上一|下一|首页|正文|阅读|点赞|复制|扫|微信|微博|QQ|朋友圈|来自|发布于|原创|转载|播[报放]|收听|听|放大|缩小|更新|时间|超?大$|标准$|^[大中小]$|"
    r"APP$|客户端|登录|^A\s?[-+]|[|>＞»]|^[\W\d_]+$|讚|推特|LINE|Twitter|Facebook|SHARE|栏目|编辑|责编|校对|摄|記?者|作者|热点|专题|手机",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:原创|转载|文章来源|发布者?|发表于|于)\s?[:：]?\s*")
_REPORTER = re.compile(r"\s*(?:记者|記者)")
_AGENCY = re.compile(
    r"^[（(【\[]?\s?((?:[\u4e00-\u9fff]{2,8}?(?:社|网|網|报|報|电视台|新闻|新聞|快讯)))(?:快讯|讯|訊)?(?:记者|記者|[\u4e00-\u9fff]{1,10}?\d{1,2}(?:月\d{1,2})?日|[）)])[^。]{0,40}?(?:电|電|讯|訊|報導|报道)"
)
_PUBLICATION = re.compile(r"(?:--|——|[-_|｜])\s*([\u4e00-\u9fff]{2,16}(?:杂志|周刊|月刊|半月刊|季刊))\s*$")


def find_source(
    document: Document, title: Title, numbers: list[int], body: Body, selected: list[str] | None = None
) -> Source | None:
    """The source as printed, or None.

    ``numbers`` are the blocks of the lines of date and source, ``selected`` texts that a site's selector gave for them.
    """
    lines = [*(selected or ()), *(document.blocks[number].text for number in numbers)]
    # Bare names count only above the text: below it stand comments and other stories with names of their own.
    above = [number for number in numbers if not body.blocks or number < body.blocks[0]]
    if name := _labelled(lines) or _by_class(document, numbers):
        return Source(name)
    if bracket := _closing_bracket(document, body):
        return bracket
    rules: tuple[Callable[[], str | None], ...] = (
        lambda: _by_meta(document, _METAS),
        lambda: _bare(document, above),
        lambda: _linked(document, above),
        lambda: _beside_date(document, title, above),
        lambda: _by_meta(document, _AUTHOR_METAS),
        lambda: _agency(document, body),
        lambda: match[1] if (match := _PUBLICATION.search(document.walk.title)) else None,
    )
    name = next((found for rule in rules if (found := rule())), None)
    return Source(name) if name else None


def _labelled(lines: list[str]) -> str | None:
    for place, line in enumerate(lines):
        for match in phrases.SOURCE_LABEL.finditer(line):
            rest = line[match.end() :]
            if not rest.strip():
                # The value in an element of its own: <li>来源：</li><li>…</li>.
                following = lines[place + 1] if place + 1 < len(lines) else ""
                rest = following if len(following) <= 20 and not phrases.is_info(following) else ""
            if name := source_value(rest):
                return name
    return None


def _by_class(document: Document, numbers: list[int]) -> str | None:
    zone = set(numbers)
    inline: list[Span | Anchor] = [*document.walk.spans, *document.walk.anchors]
    for span in inline:
        if span.block not in zone or not span.attributes or not _CLASS.search(span.name):
            continue
        text = span.text
        if len(text) <= 30 and (name := source_value(phrases.SOURCE_LABEL.sub("", text, count=1))):
            return name
    for number in numbers:
        block = document.blocks[number]
        element = document.elements[block.container]
        if len(block.text) > 30 or not element.attributes or not _CLASS.search(element.name):
            continue
        if (name := source_value(block.text)) and not _TOOL.search(name):
            return name
    return None


def _closing_bracket(document: Document, body: Body) -> Source | None:
    for number in reversed(body.blocks[-3:]):
        match = phrases.BRACKET_SOURCE.match(document.blocks[number].text)
        if match and (name := source_value(match[1])):
            days = scan_dates(match[1])
            return Source(name, True, days[0].date.isoformat() if days else None)
    return None


def _by_meta(document: Document, names: tuple[str, ...]) -> str | None:
    for meta in names:
        if name := source_value(phrases.SOURCE_LABEL.sub("", meta_title(document.meta(meta)), count=1)):
            return name
    return None


def _dated(document: Document, numbers: list[int]) -> Iterator[int]:
    """Blocks of the date line that hold a day."""
    for number in numbers:
        if phrases.DATED.search(document.blocks[number].text) and len(document.blocks[number].text) <= 100:
            yield number


def _bare(document: Document, numbers: list[int]) -> str | None:
    """A name behind the time or a bar, as the reader of info lines knows it."""
    for number in numbers:
        text = document.blocks[number].text
        if len(text) <= 200 and (name := source_value(split_source_line(text).source or "")) and not _TOOL.search(name):
            return name
    return None


def _linked(document: Document, numbers: list[int]) -> str | None:
    """A link in the line of the date."""
    dated = set(_dated(document, numbers))
    for anchor in document.walk.anchors:
        if anchor.block not in dated or len(text := anchor.text) > 20 or _TOOL.search(text):
            continue
        if name := source_value(text):
            return name
    return None


def _beside_date(document: Document, title: Title, numbers: list[int]) -> str | None:
    """A bare name in the line of the date, or in the line before or after it."""
    for number in _dated(document, numbers):
        text = document.blocks[number].text
        for found in reversed(scan_dates(text)):
            text = f"{text[: found.start]}  {text[found.end :]}"
        places = [_LEADING.sub("", part.strip(" ()（）·|｜/—-")) for part in re.split(r"\s{2,}|[·|｜]", text)]
        nearby = (number - 1, number + 1, number - 2, number + 2)
        places += [document.blocks[near].text for near in nearby if near in numbers and near >= title.last]
        for part in places:
            part = _outlet_of(_REPORTER.split(part, maxsplit=1)[0].strip())
            if not 2 <= len(part) <= 20 or part.count(" ") > 1 or part in title.text:
                continue
            if _TOOL.search(part) or phrases.INFO_LABEL.search(part):
                continue
            if name := source_value(part):
                return name
    return None


def _outlet_of(text: str) -> str:
    """名/报 and 报／名: the side that is no person's name."""
    sides = [side.strip() for side in re.split(r"[/／]", text)]
    if len(sides) != 2:
        return text
    return sides[0] if is_name(fold(sides[1])) or len(sides[1]) <= 4 <= len(sides[0]) else sides[1]


def _agency(document: Document, body: Body) -> str | None:
    """新华社北京5月1日电, （中央社記者…電）: the agency that opens the text."""
    for number in body.blocks[:6]:
        if match := _AGENCY.match(document.blocks[number].text[:80]):
            return match[1]
    return None


def source_value(text: str) -> str | None:
    """The value behind a source label: up to two blanks, a bar, a day or the next label. None when there is none."""
    text = text.strip(" 　:：")
    if match := _END.search(text):
        text = text[: match.start()]
    value = clean(text).strip(" ,，;；/>")
    if not value.startswith("《"):
        value = value.strip("[]【】()（）-—·")
    if not 2 <= len(value) <= 40 or _NO_SOURCE.match(value) or "。" in value:
        return None
    return value
