"""The info line of an article page: 来源：X 作者：Y 编辑：Z, with times, counters and buttons between."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crawler.extract.bylabels import close_up, label_regions
from crawler.extract.dates import FoundDate, scan_dates
from crawler.extract.names import read_names
from crawler.hanzi import fold
from crawler.hanzi.whitespace import drop_invisible
from crawler.items import Author


@dataclass(frozen=True, slots=True)
class SourceLine:
    """The fields of an info line; what is not printed, or printed as an empty label, is None or empty."""

    source: str | None = None
    """The outlet behind 来源, or standing bare behind the time, as printed."""
    authors: list[Author] = field(default_factory=list)
    """People behind 作者, 记者 …, without editors."""
    editor: str | None = None
    """People behind 编辑, 责编 …, joined by 、."""
    date: FoundDate | None = None
    """The date of the line, labelled publication first."""
    date_raw: str | None = None
    """The date as printed, with its time."""


def split_source_line(text: str) -> SourceLine:
    """Split an info line into its fields, glued (来源：X作者：Y) or apart. At most 600 characters are read. Never raises."""
    line = close_up(drop_invisible(text[:_LONGEST_LINE])).replace("\u00a0", " ")
    date = _publication(scan_dates(line))
    undated = _without_dates(line)
    authors: list[Author] = []
    editors: list[str] = []
    for region in label_regions(undated.replace("\u3000", " ")):
        names = read_names(region.text, loose=region.explicit).names
        if region.role == "editor":
            editors.extend(names)
        elif region.role:
            authors.extend(Author(name=name, role=region.role, organization=region.organization) for name in names)
    source, writer = _source(undated, line)
    if writer and not authors:
        authors = [Author(name=writer, role="author", organization=source)]
    return SourceLine(source, authors, "、".join(editors) or None, date, date.text if date else None)


_LONGEST_LINE = 600
_SOURCE = re.compile(
    r"(?:(?:信息|稿件|文章|本文|原文|新闻|内容|资料)?来源于?|稿源|出处|转载自|转自|摘自)\s{0,4}[:：]\s{0,4}"
)
_LABELS = re.compile(
    r"(?:本文|责任)?(?:作者|编辑|责编|编审|记者|通讯员|校对|审核|选稿|供稿|撰稿|摄影|发布者|发布人|录入者?|上传者?|"
    r"(?:发布|发稿|更新|发表|录入|添加|上传|刊发|创建)?(?:时间|日期)|来源|稿源|出处|浏览(?:次数|量|人数)?|点击(?:数|量|率|次数)?|阅读(?:次数|量|数)?|访问(?:次数|量)?|"
    r"字号|字体(?:大小)?|大小|分享到?|关键词|关键字|标签|栏目|所属栏目|分类|类别|编号|文号|索引号|打印|评论(?:数)?|人气|保护视力色|视力保护色)\s{0,3}[:：]"
)
_FIELD_END = re.compile(r"\s{2,}|[|｜丨\n\u3000\t]|\s·\s")
_BRACKET = re.compile(r"[（(\[【〔《]|[）)\]】〕》]")
_OPENING = "（(【[〔《"

# Buttons and counters that pages print behind the source without a label.
_BUTTONS = re.compile(
    r"\s*(?:举报|分享|字号|字体|浏览|点击|阅读|收藏|打印|调整|关注|微信|微博|评论|缩小|放大|小字|大字|责任编辑|\[|【|我要|我有话说|听新闻|朗读|扫一扫|复制|转发|投稿|订阅|客户端下载|"
    r"Play|\d+\s*(?:评论|阅读|次|人)|大\s*中\s*小|超大|A-|A\+).*",
    re.DOTALL,
)
_BARE_OUTLET = re.compile(
    r"[\s·|｜]*(?P<outlet>[^\s·|｜，。：:、（）()\d]{2,20}?(?:网站|网|日报|晚报|时报|早报|晨报|商报|青年报|报|社|电视台|电台|央视|总台|杂志|周刊|月刊|客户端|新闻|在线|财经|频道))(?=\s|$|[|｜·])"
)
_NAME_AND_OUTLET = re.compile(
    r"\s*(?P<name>[^\s/／，。：:]{2,4})\s?[/／]\s?(?P<outlet>[^\s/／，。：:]{2,18}(?:网站|网|报|社|台|杂志|周刊|客户端|新闻))(?=\s|$)"
)
_LONGEST_SOURCE = 40


def _publication(found: list[FoundDate]) -> FoundDate | None:
    order = {"published": 0, None: 1, "updated": 2}
    usable = [one for one in found if one.label in order]
    return min(usable, key=lambda one: (order[one.label], one.time is None), default=None)


def _without_dates(line: str) -> str:
    for found in reversed(scan_dates(line)):
        line = f"{line[: found.start]}  {line[found.end :]}"
    return line


def _source(undated: str, line: str) -> tuple[str | None, str | None]:
    """The source, and a writer named with it (甲/某某报)."""
    folded = fold(undated)
    for match in _SOURCE.finditer(folded):
        if value := _value(undated, folded, match.end()):
            return value, None
    if _SOURCE.search(folded):
        return None, None
    if slash := _NAME_AND_OUTLET.match(undated):
        names = read_names(slash["name"], loose=False)
        if names.complete:
            return slash["outlet"], names.names[0]
    for found in scan_dates(line):
        if found.label != "other" and (bare := _BARE_OUTLET.match(line, found.end)):
            return bare["outlet"], None
    return None, None


def _value(undated: str, folded: str, start: int) -> str | None:
    end = min(len(undated), start + 120)
    for stop in (_LABELS, _FIELD_END):
        if match := stop.search(folded, start, end):
            end = match.start()
    value = undated[start : _loose_bracket(undated, start, end)]
    if button := _BUTTONS.search(fold(value)):
        value = value[: button.start()]
    value = without_loose_brackets(value.strip(" ·-—,，;；。"))
    return value if 1 < len(value) <= _LONGEST_SOURCE else None


def _loose_bracket(text: str, start: int, end: int) -> int:
    """Where the first closing bracket stands that nothing opened behind ``start``; ``end`` when there is none."""
    depth = 0
    for match in _BRACKET.finditer(text, start, end):
        depth += 1 if match[0] in _OPENING else -1
        if depth < 0:
            return match.start()
    return end


def without_loose_brackets(value: str) -> str:
    """``value`` without brackets around the whole and without those at its ends that have no partner.

    （清江日报） and 清江日报） give 清江日报; 发改委（粮食局） stays as it is. Book marks are left to the name.
    """
    if value[:1] in _OPENING[:-1] and _loose_bracket(value, 1, len(value)) == len(value) - 1:
        value = value[1:-1]
    if (loose := _loose_bracket(value, 0, len(value))) == len(value) - 1 and value:
        value = value[:loose]
    if value[:1] in _OPENING[:-1] and _loose_bracket(value, 1, len(value)) == len(value):
        value = value[1:]
    return value.rstrip("[【（(〔").strip(" ·-—")
