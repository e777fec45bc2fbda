"""Where the text comes from: 来源, as printed, under its labels or without one.

The order is that of certainty: a label, a class name, the bracket that closes a repost, ``meta``, a bare name beside
the date, a script variable, the agency in the dateline, and for magazines the publication itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from crawler.extract import phrases
from crawler.extract.body import Body
from crawler.extract.bylabels import INSTITUTION, join_labels
from crawler.extract.dates import scan_dates
from crawler.extract.document import Document
from crawler.extract.names import is_likely_name, is_name
from crawler.extract.sourceline import split_source_line, without_loose_brackets
from crawler.extract.title import Title, meta_title
from crawler.extract.walk import Anchor, Span, clean
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
_NEXT_FIELD = (
    r"(?:本文|责任|文章)?(?:作\s?者|编\s?辑|責任編輯|编审|责编|选稿|审核|校对|录入|供稿|发布|发稿|发表|更新|上传|添加|时间|日期|点击|浏览|阅读|访问|评论|人气|分享|"
    r"举报|收藏|打印|关注|订阅|纠错|字号|字体|记者|通讯员)(?:者|人|员|日期|时间|单位|次数|数|量|率|大小)?"
)
# Where a value ends: two blanks, a bar, a day, the next label. The words of labels stand in names as well (清江发布,
# 时间博物馆), so they are labels only behind a blank or before a colon; what no outlet is called ends the value at once.
_END = re.compile(
    rf"\s{{2,}}|\s?A\s?[-+](?=\s|$)|[|｜┊丨]|\s+{_NEXT_FIELD}|{_NEXT_FIELD}\s?[:：]|(?<=\S)\s*[【\[]|\s+[大中小](?:\s|$)|说两句|"
    r"\s*(?:字号(?=$|[:：\s\[【])|字体|打印(?:本[页文]|此页)?(?=$|[\s\]】)）])|扫一扫|手机看|分享到|我要(?:纠错|评论|分享|举报)|(?:点击|浏览|阅读|访问|人气|评论)\s?[（(\[]?\d|参与互动|我来说|(?:点击|浏览|阅读|访问)(?:次数|量|数)|(?:分享|收藏|举报|纠错)$)|"
    r"\s+本[报報刊网網](?=(?:特约|特派|见习|实习|驻\S{1,4})?(?:记者|記者|通讯员|通訊員))|(?<=[报網网社台刊])(?:记者|記者|通讯员|通訊員)(?![站团协部之])|(?:记者|記者|通讯员|通訊員)(?=\s+\S{2,4}(?:\s|$))|"
    r"\s+(?:跟[贴帖]|微博|微信|原载|手机看)|\s*[（(]\s?(?:记者|記者|作者|通讯员|通訊員|编辑|责编)|\s*(?:19|20)\d\d\s?[-/.年]|\s+\S{1,8}[:：]"
)
# A name ends as institutions do, whatever it begins with (记者站, 评论杂志社).
_INSTITUTION = r"(?![^\s:：]{0,12}(?:站|网|報|报|社|部|台|刊|会|厅|局|办|中心|杂志)$)"
_NO_SOURCE = re.compile(
    rf"^(?:https?:|www\.|由\s|by\s|星期|周[一二三四五六日]$|[AP]M$|[\d\W]+$|(?:作者|发布|编辑|记者|评论|分享|举报|阅读|关注|字号|字体|打印|收藏|点击|浏览|正文|首页|我要|手机看|更多|转载|订阅|登录|听|播放){_INSTITUTION}|原创$|[大中小条人]$|"
    r"(?:稿件|信息|文章|内容|新闻)?来源$|网络(?:转载)?$|互联网$|未知$|本[网站报](?:讯|原创|编辑|采编|综合)?$|无$|暂无$|不详$|佚名$|admin|null$|none$)",
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
    lines = join_labels([*(selected or ()), *(document.blocks[number].text for number in numbers)])
    # Bare names count only above the text: below it stand comments and other stories with names of their own.
    above = [number for number in numbers if not body.blocks or number < body.blocks[0]]
    if name := _labelled(lines) or _of_account(document) or _by_class(document, numbers):
        return Source(name)
    if bracket := _closing_bracket(document, body):
        return bracket
    rules: tuple[Callable[[], str | None], ...] = (
        lambda: _by_meta(document, _METAS),
        lambda: _bare(document, above),
        lambda: _linked(document, above),
        lambda: _beside_date(document, title, above),
        lambda: _by_script(document),
        lambda: _by_meta(document, _AUTHOR_METAS),
        lambda: _by_office([*lines, *_catalogue(document, title)]),
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


def _of_account(document: Document) -> str | None:
    """The account on a page of WeChat, where the author's name stands before it."""
    spans: list[Span | Anchor] = (
        [*document.walk.spans, *document.walk.anchors] if b"rich_media" in document.html else []
    )
    return next(
        (name for span in spans if span.attributes.get("id") == "js_name" and (name := source_value(span.text))), None
    )


def _by_class(document: Document, numbers: list[int]) -> str | None:
    for span in document.inlines_in(numbers):
        if not span.attributes or not _CLASS.search(span.name):
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


# Old TRS templates write the source by script: var laiyuan = "清江日报".
_IN_SCRIPT = re.compile(
    r"(?:laiyuan|laiYuan|[sS]trSource|articleSource|[cC]opy[fF]rom)\s{0,3}[=:]\s{0,3}(['\"])(?P<name>[^'\"<>\\\n]{2,40})\1"
)
_SCRIPT_NAMES = ("laiyuan", "laiYuan", "trSource", "articleSource", "opyFrom", "opyfrom")


def _by_script(document: Document) -> str | None:
    if not any(name.encode() in document.html for name in _SCRIPT_NAMES):
        return None
    for code in document.scripts:
        if not any(name in code for name in _SCRIPT_NAMES):
            continue
        if (match := _IN_SCRIPT.search(code)) and (name := source_value(match["name"])) and not _TOOL.search(name):
            return name
    return None


def _dated(document: Document, numbers: list[int]) -> Iterator[int]:
    """Blocks of the date line that hold a day, or a day without a year and its time."""
    for number in numbers:
        text = document.blocks[number].text
        if len(text) <= 100 and (phrases.DATED.search(text) or _MOMENT.search(text)):
            yield number


_MOMENT = re.compile(
    r"(?<![\d./-])(?:(?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])|(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])日)\s{0,3}"
    r"(?:[01]?\d|2[0-3])[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d)"
)
# 《……条例》 beside a day is a document, 《清江日报》 a newspaper.
_WORK = re.compile(
    r"《.{2,40}(?:讲话|条例|规定|规则|办法|意见|通知|决定|决议|报告|准则|纲要|法|公报|方案|细则|规划|提纲|要点)》"
)
# □ 薛楠 and By 薛楠 are bylines.
_MARKED = re.compile(r"[□■◎●○▲△◆◇★☆※]|by\s", re.IGNORECASE)
# Buttons in brackets: 【字体：大 中 小】, [打印].
_TOOL_BOX = re.compile(r"[【\[][^【】\[\]]{1,30}[】\]]")


def _bare(document: Document, numbers: list[int]) -> str | None:
    """A name behind the time or a bar, as the reader of info lines knows it."""
    for number in numbers:
        text = document.blocks[number].text
        if len(text) <= 200 and (name := source_value(split_source_line(text).source or "")) and not _TOOL.search(name):
            return name
    return None


def _linked(document: Document, numbers: list[int]) -> str | None:
    """A link in the line of the date."""
    links = (one for one in document.inlines_in(list(_dated(document, numbers))) if isinstance(one, Anchor))
    texts = (anchor.text for anchor in links if anchor.length <= 60)
    names = [name for text in texts if len(text) <= 20 and not _TOOL.search(text) and (name := source_value(text))]
    # The name of the column is a link there, too.
    return next((name for name in names if _OUTLET.search(name)), names[0] if names else None)


_OUTLET = re.compile("(?:[网網报報社台刊]|杂志|周刊|电视|广播|客户端)$")


def _beside_date(document: Document, title: Title, numbers: list[int]) -> str | None:
    """A bare name in the line of the date, or in the line before or after it."""
    for number in _dated(document, numbers):
        text = _TOOL_BOX.sub("  ", document.blocks[number].text)
        for found in reversed(scan_dates(text)):
            text = f"{text[: found.start]}  {text[found.end :]}"
        text = _COUNTER.sub("  ", _MOMENT.sub("  ", text))
        places = [_LEADING.sub("", part.strip(" ()（）·|｜/—-")) for part in re.split(r"\s{2,}|[·|｜]", text)]
        # 薛小楠 · 清江日报: the outlet before a person; alone a person's name may be that of an account.
        places.sort(key=lambda part: len(part) == 3 and is_likely_name(fold(part)))
        nearby = (number - 1, number + 1, number - 2, number + 2)
        places += [document.blocks[near].text for near in nearby if near in numbers and near >= title.last]
        for part in places:
            part = _outlet_of(_REPORTER.split(part, maxsplit=1)[0].strip())
            if _may_be_outlet(part, title) and (name := source_value(part)):
                return name
    return None


# 阅读 318, behind a name that no bar parts from it.
_COUNTER = re.compile(
    r"\s*[（(](?:阅读|浏览|点击|人气|访问)[^（()）]{0,12}[)）]|\s*(?:阅读|浏览|点击|人气|访问|点阅)\S{0,3}\s?[（(:：]?\s?\d+\s?次?[)）]?"
    r"|\s*(?:阅读|浏览|点击|人气|访问)(?:量|数|次数)?\s?[:：]\s?[\[\]（）() ]{0,4}$"  # filled by a script
)


def _may_be_outlet(part: str, title: Title) -> bool:
    if not 2 <= len(part) <= 20 or part.count(" ") > 1 or part in title.text or _WORK.fullmatch(part):
        return False
    if _MARKED.match(part) or "“" in part or ":" in part or "：" in part:
        return False
    return not _TOOL.search(part) and not phrases.INFO_LABEL.search(part)


def _outlet_of(text: str) -> str:
    """名/报 and 报／名: the side that is no person's name."""
    sides = [side.strip() for side in re.split(r"[/／]", text.strip(" /／"))]
    if len(sides) != 2:
        return text
    return sides[0] if is_name(fold(sides[1])) or len(sides[1]) <= 4 <= len(sides[0]) else sides[1]


# Where 来源 is missing: who published or contributed it, if that is no person.
_OFFICE_LABEL = re.compile(r"(?:发布(?:单位|机构|机关|部门)|供稿(?:单位|部门)?|来稿单位|信息提供)\s?[:：]\s?")
_OFFICE = re.compile(rf"(?:{INSTITUTION}|[部科室组会馆局委])$")


def _by_office(lines: list[str]) -> str | None:
    for line in lines:
        if (
            (label := _OFFICE_LABEL.search(line))
            and (name := source_value(line[label.end() :]))
            and _OFFICE.search(name)
        ):
            return name
    return None


def _catalogue(document: Document, title: Title) -> list[str]:
    """The lines of the catalogue above a document, each label with its value."""
    above = document.blocks[max(0, title.first - phrases.CATALOGUE_SIZE) : max(0, title.first)]
    return [f"{label.text.rstrip(' :：')}：{value.text}" for label, value in pairwise(above) if len(label.text) <= 8]


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
    # Glyphs of icon fonts stand in the private planes of Unicode.
    value = clean(_ICONS.sub(" ", text)).strip(" ,，;；/>")
    value = without_loose_brackets(value.strip("-—·"))
    value = _PAGE_BEHIND.sub("", _without_person(value))
    if not 2 <= len(value) <= 40 or _NO_SOURCE.match(value) or "。" in value or _ADOPTED.search(value):
        return None
    reported = _REPORTED.fullmatch(value)
    if _FILE_NUMBER.search(value) or (reported and is_likely_name(fold(reported["name"]))):
        return None
    return value


# 《清江晚报》第3版, 清江日报 A02版
_PAGE_BEHIND = re.compile(r"(?<=[报報刊》])\s?第?\s?[A-Z]?\d{1,3}\s?版$")
_ICONS = re.compile("[\ue000-\uf8ff]")
# 薛小楠报道 is a byline, 苏南城市报道 an outlet.
_REPORTED = re.compile("(?P<name>\\S{2,3})(?:报道|报导|報導|報道)")
# 虚政办发〔2015〕41号
_FILE_NUMBER = re.compile(r"[〔\[【（(](?:19|20)\d\d[〕\]】）)]\s?第?\d{1,4}\s?号")
_WITH_PERSON = re.compile(
    rf"(?P<outlet>\S{{2,30}}{INSTITUTION}) (?P<name>\S{{2,3}})|(?P<first>\S{{3}}) (?P<second>\S{{2,30}}{INSTITUTION})"
)


def _without_person(value: str) -> str:
    """清江日报 薛小楠, 薛小楠 清江日报: the outlet."""
    match = _WITH_PERSON.fullmatch(value) if " " in value else None
    if not match or not is_likely_name(fold(match["name"] or match["first"])):
        return value
    return match["outlet"] or match["second"]


# （……全会通过）, （根据……修正）: how a document came about, not where it stood.
_ADOPTED = re.compile(r"(?:通过|批准|公布|发布施行|修订|修正|讲话|施行)[）)》]?$")
