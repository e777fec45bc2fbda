"""A repost that introduces somebody else's report and then gives it whole.

Local offices re-publish reports that name their place: a few paragraphs of their own say which outlet ran what, quote
the passages, and then comes a line such as 报道全文如下： with the report under it. The places of the report must be
counted once, and the citation is due to the outlet, so the two are taken apart. An ordinary article that merely says
全文如下 (a speech, a circular it prints) is left alone: the introduction has to name the outlet or the report's title.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from crawler.extract.dates import find_date, partial_date, scan_dates
from crawler.hanzi import fold

# The line behind which the report begins, folded to Simplified. It is short, stands alone and ends in a colon or not at
# all; 现将全文转发如下 and its kin may close a longer sentence of the introduction.
_LEAD_IN = re.compile(
    r"(?:"
    r"(?:以下(?:是|为)|下面是|附[:：]?)?(?:该|此|这篇|本|其)?(?:篇)?(?:报道|文章|原文|原报道|稿件|新闻|评论|通讯|消息)的?(?:全文|原文|内容)?(?:转发|转载|刊发|刊载|摘登|附录|附|发布|推送)?(?:如下|于下|于后)"
    r"|(?:报道|文章|稿件|新闻|原文)(?:全文|原文|链接)"
    r"|(?:现|特|兹)?(?:将|把)?(?:该|此|这篇|其)?(?:报道|文章|原文|全文|稿件){1,2}(?:予以)?(?:转发|转载|刊发|刊载|摘登|发布|推送|附)(?:如下|于下|于后)"
    r"|(?:报道|文章|原文|稿件)?全文(?:如下|附后|转发如下|转载如下)"
    r"|以下(?:是|为)(?:该|此|这篇)?(?:报道|文章|稿件)?(?:的)?(?:全文|原文)(?:内容)?"
    r"|附[:：]\s?(?:报道|文章)?(?:全文|原文)"
    r")\s*[,，]?(?:敬请关注|以飨读者|供(?:大家|各单位)?(?:学习|参考|参阅)|请(?:看|阅|查收))?\s*[:：。]?\s*$"
)
_HINT = re.compile(r"全文|原文|如下|附[:：後后]|於[下後]|于[下后]")
_LONE_LEAD_IN = re.compile(
    r"^[\s【\[（(—-]*(?:原文|报道原文|全文|报道全文|文章全文|原文如下|全文如下)[\s】\]）)—-]*[:：]?$"
)
# What ends the report again, folded.
_END = re.compile(
    r"^\s*(?:分享到|相关(?:文章|报道|链接|新闻|阅读)|上一篇|下一篇|原文链接|推荐阅读|延伸阅读|责任编辑|编辑[:：])"
)
_TITLE_MARKS = re.compile(r"[【《\[「『]([^【】《》\[\]「」『』]{4,80})[】》\]」』]")
# An outlet is known by what it is called. The longest run before such a word that holds no other word of a sentence.
_OUTLET = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[《「『“]?)"
    r"([\u4e00-\u9fff·]{1,14}?(?:报|网|网站|杂志|周刊|新华社|通讯社|日报|晚报|电视台|客户端|新闻社|广播电台|卫视|公众号|之声|频道))"
    r"(?:[》」』”]?)(?=[【《「『“\[,，、:：\s刊以在头第一发推登报专题记对就的版官微客上于聚点關关载載播近]|$)"
)
_BEFORE_OUTLET = re.compile(
    r"^(?:近日|日前|今日|昨日|今天|昨天|当天|当日|日|来自|据|由|在|本期|最新|一期|今年|月|年|上午|下午|获悉|发表|刊登|于)+"
)
# 新华社北京5月1日电 opens an article of one's own: what it prints in full is a document, no report of another outlet.
_WIRE = re.compile(r"(?:社|网|报)[^\s，。]{0,8}\d{1,2}月\d{1,2}日(?:专)?(?:电|讯)")
_OF_A_REPORT = re.compile(r"报道|文章|稿件|转发|转载")
_PUBLISHED = re.compile(r"一文|为题|刊发|刊登|刊载|头版|\d版|专题报道|深度报道|专版|专栏|点赞|报道了|聚焦")
_BYLINE = re.compile(r"[（(]([^（）()]{2,60})[）)]\s*。?$")


@dataclass(frozen=True, slots=True)
class Repost:
    """The report inside a repost."""

    introduction: str
    """The reposter's own paragraphs, without the line that leads over to the report."""
    title: str
    """The report's own title: the line under the lead-in, or the title the introduction names."""
    body: str
    """The report, paragraphs joined by a line break, without its title and what the page put behind it."""
    outlet: str | None = None
    """Who ran the report, as the introduction writes it."""
    date_raw: str | None = None
    """The day the introduction gives: ISO when it has a year, else ``--08-16`` (ISO 8601 without the year)."""
    byline: str | None = None
    """The bracket with the author that closes the report, as printed, brackets included."""


def find_repost(title: str, body: str) -> Repost | None:
    """The report that ``body`` introduces and repeats, or None when it is an ordinary article.

    ``title`` is the reposter's headline, ``body`` paragraphs joined by line breaks, in either script. Pure and linear.
    """
    lines = [line.strip() for line in body.split("\n")]
    lines = [line for line in lines if line]
    place = _lead_in(lines)
    if place is None:
        return None
    introduction = lines[:place]
    if opening := _before_lead_in(lines[place]):
        introduction.append(opening)
    words = "\n".join(introduction)
    folded = fold(words)
    outlet = _outlet(words, folded)
    report = lines[place + 1 :]
    report = report[: _end(report)]
    if not report or not _introduces(folded, fold(lines[place]), outlet):
        return None
    named = _TITLE_MARKS.findall(words)
    headline, rest = _headline(report, named)
    if headline is None or sum(map(len, rest)) < 60:
        return None
    return Repost(
        introduction="\n".join(introduction),
        title=headline,
        body="\n".join(rest),
        outlet=outlet,
        date_raw=_day(introduction),
        byline=_byline(rest),
    )


def _lead_in(lines: list[str]) -> int | None:
    """The paragraph that leads over to the report: in the first half, with something before and after it."""
    total = sum(map(len, lines))
    passed = 0
    for place, line in enumerate(lines[:-1]):
        if passed > 0.6 * total:
            return None
        passed += len(line)
        if not _HINT.search(line, max(0, len(line) - 60)):
            continue
        tail = fold(line[-60:])
        if place and (
            _LONE_LEAD_IN.match(tail)
            or (_LEAD_IN.search(tail) and (len(line) <= 40 or tail.rstrip().endswith((":", "：", "。"))))
        ):
            return place
        if not place and len(line) <= 400 and _LEAD_IN.search(tail) and len(line) > 30:
            return place
    return None


def _before_lead_in(line: str) -> str:
    """The sentences that stand before the lead-in in its own paragraph."""
    match = _LEAD_IN.search(fold(line)) if len(line) > 40 else None
    if match is None:
        return ""
    return line[: max(line.rfind(mark, 0, match.start() + 1) for mark in "。！？!?") + 1]


def _introduces(introduction: str, lead_in: str, outlet: str | None) -> bool:
    """True when the introduction tells of a report in an outlet, and not of a circular that is printed in full."""
    if outlet is None or _WIRE.search(introduction):
        return False
    return bool(_OF_A_REPORT.search(lead_in) or _PUBLISHED.search(introduction))


def _end(report: list[str]) -> int:
    for place, line in enumerate(report):
        if len(line) <= 40 and _END.match(fold(line[:20])):
            return place
    return len(report)


def _outlet(introduction: str, folded: str) -> str | None:
    """The first outlet the introduction names, spelled as there."""
    for match in _OUTLET.finditer(folded):
        start, end = match.span(1)
        name = folded[start:end]
        lead = _BEFORE_OUTLET.match(name)
        if lead:
            start += lead.end()
        spelled = introduction[start:end]
        if len(spelled) >= 3 or spelled.endswith(("社", "网")):
            return spelled
    return None


def _headline(report: list[str], named: list[str]) -> tuple[str | None, list[str]]:
    """The report's title and the paragraphs below it."""
    first = report[0]
    if len(first) <= 80 and not first.rstrip('）)”"').endswith(("。", "；", "，", ";", ",")):
        return first.strip("【】[]《》") if first[:1] in "【[《" and first[-1:] in "】]》" else first, report[1:]
    return (named[0], report) if named else (None, report)


def _day(introduction: list[str]) -> str | None:
    for line in introduction:
        if found := next((day for day in scan_dates(line) if day.label != "other"), None):
            return found.date.isoformat()
        if partial := partial_date(line):
            return partial
    return None


def _byline(rest: list[str]) -> str | None:
    match = _BYLINE.search(rest[-1]) if rest else None
    return match[0].rstrip("。") if match else None


def with_year(day: str | None, reposted: datetime.date | None) -> str | None:
    """A reported day without a year (--08-16) in the year that the repost's own day tells; unchanged without one."""
    if day is None or reposted is None or not day.startswith("--"):
        return day
    month, number = (int(part) for part in day[2:].split("-"))
    found = find_date(f"{month}月{number}日", reference=reposted)
    return found.isoformat() if found else day
