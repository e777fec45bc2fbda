"""What else a page says about its article: the column, the issue or page of print, damage to the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from crawler.extract import phrases
from crawler.extract.body import Body
from crawler.extract.document import Document
from crawler.extract.title import Title
from crawler.extract.walk import Block
from crawler.items import Print

_CRUMB = re.compile(r"\s*(?:>{1,2}|＞|»|›|→|/|\\|-{1,2}|—|::|[|｜┊])\s*")
_CRUMB_LINE = re.compile(
    r"^(?:您?(?:当前|现在|目前)?(?:所在)?的?位置|当前位置|目前位置|您所在的位置|你的位置)?\s*(?:是)?\s*[:：]?\s*(?:首\s?页|首\s?頁|网站首页|主页)|^(?:您?(?:当前|现在|目前)?(?:所在)?的?位置|当前位置|本页位置|您所在的位置|你的位置)\s*(?:[:：]|[>»›→]+)"
)
_CRUMB_NAME = re.compile(
    r"crumb|(?:^|[\s_-])(?:path|position|location|place|weizhi|wei|dqwz|wzd?h|lujing|lj|mbx|curpos|cur-?position|whereami)(?:$|[\s_-])"
)
_NO_SECTION = re.compile(r"^(?:正文|(?:查看)?内容|浏览|详情|文章(?:正文|内容)?|信息(?:浏览|内容)|阅读|查看)$")
_ISSUE = re.compile(r"(?:19|20)\d\d\s?年\s?第?\s?\d{1,3}\s?期(?:\s?[（(]总第?\s?\d{1,4}\s?期[）)])?")
_ISSUE_NAME = re.compile(r"(?:^|[\s_-])(?:period|issue|qihao|qishu|qk)(?:$|[\s_-])")
# 《人民日报》（2024年05月10日 04 版）, as its web edition closes its articles.
_PAGE = re.compile(
    r"[（(]\s?(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?[,，]?\s?第?\s?([A-Z]?\d{1,3})\s?版\s?[)）]"
)
# 第02版：要闻, above the headline of a newspaper's article.
_PAGE_LINE = re.compile(r"(?:当前版\s?[:：]\s?)?第?\s?([A-Z]?\d{1,3})\s?版\s?[:：]\s?([\u4e00-\u9fff·・]{2,12})")
_LONGEST_PAGE_LINE = 24
_PINYIN = re.compile(r"[（(][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}[)）]")
_LOST = re.compile(r"[\u4e00-\u9fff]\?[\u4e00-\u9fff]|\ufffd")

MAX_SHORT = 100


def find_section(document: Document, title: Title) -> str | None:
    """欄目: ColumnName, or the last step of the bread crumb."""
    if name := document.meta("columnname"):
        return name[:40]
    stop = title.first if title.first >= 0 else min(len(document.blocks), 60)
    lines = _crumb_lines(document, max(0, stop - 80), stop + 1)
    return next((step for line in lines if (step := last_step(line, title.text, first=1))), None)


def last_step(line: str, title: str, first: int = 0) -> str | None:
    """The column in a bread crumb (首页 > 审查调查 > 正文): its last step that is neither the headline nor 正文.

    Steps before ``first`` are not looked at: 您当前的位置：首页.
    """
    if day := phrases.DATED.search(line):
        line = line[: day.start()]
    steps = [step.strip(" :：·") for step in _CRUMB.split(line)]
    steps = [step for step in steps[first:] if step and not _NO_SECTION.match(step) and not _repeats(step, title)]
    return steps[-1] if steps and 2 <= len(steps[-1]) <= 20 else None


def _crumb_lines(document: Document, first: int, last: int) -> Iterator[str]:
    """Lines that lead from the start of a site to this page, those nearest to the headline first."""
    for block in reversed(document.blocks[first:last]):
        text = block.text
        if len(text) > 80:
            continue
        if "首" in text or "位置" in text or "主页" in text:
            is_crumb = _CRUMB_LINE.match(text) is not None
        elif _ARROW.search(text) and block.link_chars * 2 > len(text):
            is_crumb = True
        else:
            is_crumb = _CRUMB.search(text) is not None and _is_named_crumb(document, block)
        if is_crumb:
            yield text
    # <ol class="breadcrumb"><li>首页</li><li>…</li></ol>
    elements = document.elements
    begin, end = bisect_left(elements, first, key=_FIRST), bisect_left(elements, last, key=_FIRST)
    for element in reversed(elements[begin:end]):
        if (
            element.attributes
            and element.last <= last
            and 1 < element.last - element.first <= _MOST_STEPS
            and _CRUMB_NAME.search(element.name)
        ):
            yield ">".join(block.text for block in document.blocks[element.first : element.last])


def _is_named_crumb(document: Document, block: Block) -> bool:
    return _CRUMB_NAME.search(document.elements[block.container].name) is not None


_MOST_STEPS = 6
_FIRST = attrgetter("first")
_ARROW = re.compile("[>＞»›→]")


def _repeats(step: str, title: str) -> bool:
    """True for a last step that is the headline or its beginning."""
    return step == title or (len(step) >= 8 and step.rstrip(".…") in title)


def find_print(document: Document, title: Title, body: Body) -> Print | None:
    """The issue of a magazine or the page of a newspaper, as printed."""
    stop = title.last if title.last >= 0 else 0
    for block in document.blocks[max(0, stop - 120) : stop + 6]:
        if "期" in block.text and len(block.text) <= 40 and (match := _ISSUE.search(block.text)):
            named = _ISSUE_NAME.search(document.elements[block.container].name)
            if named or len(match[0]) >= len(block.text) - 8:
                return Print(edition=match[0])
    shown = {
        match.groups()
        for block in document.blocks[:stop]
        if len(block.text) <= _LONGEST_PAGE_LINE
        and not block.link_chars
        and (match := _PAGE_LINE.fullmatch(block.text))
    }
    if len(shown) == 1:  # several are the table of the day's pages
        page, name = shown.pop()
        return Print(page=page, section=name)
    for number in body.blocks[-3:]:
        if match := _PAGE.search(document.blocks[number].text[-60:]):
            return Print(page=match[1])
    return None


def find_damage(document: Document, body: Body, text: str) -> list[str]:
    """Warnings about the text: ``has_images`` (hardly any text, but pictures), ``machine_converted`` (pinyin in
    brackets behind characters), ``lost_characters``. Such text is kept and quoted as it is."""
    warnings = []
    element = document.elements[body.container]
    if len(text) < MAX_SHORT and any(element.first <= place <= element.last for place in document.walk.images):
        warnings.append("has_images")
    glosses = (match.start() for match in _PINYIN.finditer(text))
    if sum("\u4e00" <= text[place - 1] <= "\u9fff" for place in glosses if place) >= 3:
        warnings.append("machine_converted")
    if ("?" in text or "\ufffd" in text) and len(_LOST.findall(text)) >= 3:
        warnings.append("lost_characters")
    return warnings
