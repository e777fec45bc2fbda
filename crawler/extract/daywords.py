"""What the words beside a day say about it: a label, a range, a sentence, a clock.

Windows around the day are short, so the cost of a text with many days stays linear. Words are folded before they are
compared; see ``crawler.hanzi.fold``.
"""

from __future__ import annotations

import re
from typing import Literal

from crawler.hanzi import fold

Label = Literal["published", "updated", "other"] | None

_WINDOW = 24
_COLON = r"\s*[】\])）]?\s*[:：丨|]?\s*[\[(（]?\s*$"
_WHEN = "(?:时间|日期|时刻)"

_PUBLISHED = re.compile(
    rf"(?:(?:发布|发表|发稿|发文|发帖|刊发|刊登|刊载|登载|上传|录入|添加|公开|公布|公示|出版|见报|投稿|首发|创建|提交|上线|信息|建档|建立){_WHEN}"
    rf"|(?:发布|发表|刊登|刊载|首发|上传|添加)(?:于|在)|发布|[Pp]osted\s?(?:@|at|on)?|[Pp]ublished(?:\s?(?:at|on))?|[Pp]ublish(?:\s?[Tt]ime|[Dd]ate)|[Pp]ub[Dd]ate){_COLON}"
)
_UPDATED = re.compile(
    rf"(?:(?:更新|修改|修订|编辑)(?:{_WHEN}|于)?|[Uu]pdated(?:\s?(?:at|on))?|[Ll]ast\s?[Mm]odified){_COLON}"
)
_RECOMMENDED = re.compile(
    "(?:推荐|相关|热门|上一篇|下一篇|精选|延伸)[一-龥]{0,4}于?[:：]?\\s*$"
    "|(?:^|[\\s【\\[])(?:推荐|相关|热门|延伸)(?:新闻|阅读|文章|报道|链接)\\s?[:：]|[上下]一[篇条]\\s?[:：]"
)
_BARE_LABEL = re.compile(rf"(?P<before>[一-龥]?)(?:{_WHEN}|日\s?期|时\s?间)\s*[:：]\s*$")
_OUTLET_END = "报网社站台线刊心端院委局号"
_CLOCK_BEFORE = re.compile(
    "(?:今天|今日|现在|当前|今天日期|系统|北京时间|现在时间|当前时间|欢迎[一-龥]{0,10}[,，!！]?)(?:是|为)?\\s*[:：]?\\s*$"
)
_CLOCK_AFTER = re.compile(
    "\\s*(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?)?\\s*(?:农历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)"
)
_EVENT_BEFORE = re.compile(
    "(?:将于|将在|定于|拟于|订于|将|于|在|自|从|由|截至|截止|止于|至|到|迄|距|生于|卒于|预计|计划|庆祝|纪念|有效期|限|每年|原定|暂定|推迟到|起)"
    "(?:时间|日期)?为?\\s*[:：]?\\s*$"
)
_PUBLISHED_AFTER = re.compile("\\s*(?:发布|发表|刊发|首发|上传)")
_UPDATED_AFTER = re.compile("\\s*(?:更新|修改|编辑)")
_WRITTEN_OUT = re.compile("年")

_RANGE_AFTER = re.compile(
    "\\s?(?:起|[（(][^）)]{0,6}[）)])?\\s?(?:至|到|—|–|―|~|～|-|－|─)+\\s?(?:\\d|[一二三四五六七八九十]{1,3}[月日]|次日|翌日|今|明|年底|月底)"
)
_RANGE_BEFORE = re.compile("(?:[\\d日号起）)])\\s?(?:至|到|—|–|―|~|～|─)+\\s?$|\\d\\s?-\\s?$")

_LUNAR = re.compile("农历|阴历|旧历|正月|腊月|冬月|除夕|大年|初[一二三四五六七八九十]|廿[一二三四五六七八九]|小年|元宵")


def label_of(text: str, start: int, end: int, *, has_time: bool) -> Label:
    """What the day at ``text[start:end]`` is said to be.

    ``published`` and ``updated`` by a label before it, or behind it when a time of day stands with it (于 … 发布);
    ``other`` when its words make it a clock, an event, a range, a deadline or the day of another article.
    """
    before = fold(text[max(0, start - _WINDOW) : start])
    after = fold(text[end : end + _WINDOW])
    if _CLOCK_AFTER.match(after) or _CLOCK_BEFORE.search(before) or opens_or_closes_range(text, start, end):
        return "other"
    if _RECOMMENDED.search(before) or _is_day_of_adoption(text, start, end):
        return "other"
    if _PUBLISHED.search(before):
        return "published"
    if _UPDATED.search(before):
        return "updated"
    if bare := _BARE_LABEL.search(before):
        return "published" if not bare["before"] or bare["before"] in _OUTLET_END else "other"
    if has_time or not _WRITTEN_OUT.search(text, start, end):
        if _PUBLISHED_AFTER.match(after):
            return "published"
        if _UPDATED_AFTER.match(after):
            return "updated"
    return "other" if _EVENT_BEFORE.search(before) else None


# （2018年5月16日某某全会通过）: when a document was adopted.
_OPEN_BRACKET = re.compile(r"[（(][^（()）。]{0,30}$")
_ADOPTED = re.compile(r"[^（()）。\n]{0,60}(?:通过|批准|修订|修正|施行|实施|印发|讲话)[^（()）。\n]{0,3}[）)]")


def _is_day_of_adoption(text: str, start: int, end: int) -> bool:
    return _ADOPTED.match(text, end) is not None and _OPEN_BRACKET.search(text, max(0, start - 31), start) is not None


def opens_or_closes_range(text: str, start: int, end: int) -> bool:
    """True for either end of a span of days: 3月9日至12日, 2021年3月9日—2021年4月1日."""
    return bool(_RANGE_AFTER.match(text, end) or _RANGE_BEFORE.search(text[max(0, start - 6) : start]))


def speaks_of_lunar_calendar(text: str, start: int, end: int) -> bool:
    """True when lunar words stand close to the day: the sentence explains the calendar and dates nothing."""
    return bool(_LUNAR.search(fold(text[max(0, start - 12) : end + 16])))


# 七月三十日二十时: what may stand between the day of a signature and the end of its line.
_SIGNED = re.compile(
    "\\s?(?:发布|[上下]午|凌晨)?(?:[一二三四五六七八九十]{1,3}[时時](?:[零一二三四五六七八九十]{1,3}分)?)?\\s?(?=[。.）)】\\s]*(?:$|\\n))"
)
_SENTENCE_AFTER = re.compile(
    "\\s?[，,。、；的许]|\\s?(?:左右|前后|以来|以前|之前|之后|以后|期间|当天|当日|凌晨|上午|下午|晚|夜|在|起|前|后|因|召开|举行|印发|通过)"
)
_BREAK_AFTER = re.compile("\\s|$|[|｜丨\\]）)】〕;；·•—_-]")
_SIGNATURE_END = re.compile("[。.）)】\\s]*$", re.MULTILINE)
_BREAK_BEFORE = re.compile("(?:^|[\\s|｜丨\\[【〔。；;·•—_-])$")


def in_running_text(text: str, start: int, end: int, *, written_out: bool) -> bool:
    """True when the unlabelled day at ``text[start:end]`` is part of a sentence.

    ``written_out`` marks a day as 2021年3月9日 without a time: sentences use this form, so it must stand apart on both
    sides. A day in Chinese numerals may follow its institution directly, as signatures do.
    """
    if written_out and not text[start].isdecimal() and (signed := _SIGNED.match(text, end)):
        end = signed.end()
    if _SENTENCE_AFTER.match(fold(text[end : end + 4])):
        return True
    if not written_out:
        return False
    before = text[max(0, start - 1) : start]
    if not text[start].isdecimal() and _ends_line(text, end):
        return False
    if before in ("（", "(") and not text[: start - 1].strip():
        before = ""
    return not (_BREAK_BEFORE.search(before) and _BREAK_AFTER.match(text, end))


def _ends_line(text: str, end: int) -> bool:
    return bool(_SIGNATURE_END.match(text, end, min(len(text), end + 8))) and (
        end + 8 >= len(text) or "\n" in text[end : end + 8]
    )
