"""Who wrote it, from the places where pages name the author: the date line, a line of its own, the ends of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.extract.body import Body
from crawler.extract.bylabels import INSTITUTION, join_labels
from crawler.extract.bylines import find_byline
from crawler.extract.dates import scan_dates
from crawler.extract.document import Document
from crawler.extract.names import has_surname, is_likely_name, read_names
from crawler.extract.surnames import POSTS
from crawler.extract.title import Title
from crawler.hanzi import fold
from crawler.items import Author

# A line that is read only when it says that it names an author.
_CREDIT = re.compile(
    r"^[□■◎●○▲△◆◇]|记者|記者|作者|撰文|撰稿|执笔|執筆|通讯员|通訊員|特约|文(?:字|案)?\s?[/／丨|｜:：]|采写|採訪|采访|供稿|编译|翻译|整理|实习生|報導|\S[/／]\S"
)
_PICTURE = re.compile(r"^(?:[▲△↑↓◆]|图[为:：]|圖[為:：]|资料图|資料|[（(]图)|[摄攝][）)]?\s?[。.]?$|供[图圖][）)]?$")
# Whole paragraphs: the outlet and its reporters, without a label (ccdi.gov.cn), or labelled ones.
_LONGEST_LINE = 48
_OPENING = 120
_CLOSING_BRACKET = re.compile(r"[（(【〔]([^（）()【】〔〕]{2,60})[）)】〕]\s*[。.]?$")
_SIGNED = re.compile(r"[（(]\s?作\s{0,3}者\s?[:：][^（）()]{2,60}[)）]\s*[。.]?$")
_EDITOR = re.compile(r"(?:责任编辑|責任編輯|责编|責編|编\s{0,4}辑|編\s{0,4}輯|编审)\s?[:：/丨|｜_ ]")


@dataclass(slots=True)
class People:
    """Authors and editor, and the text the authors were read from."""

    authors: list[Author] = field(default_factory=list)
    byline_raw: str | None = None
    editor: str | None = None


def find_people(document: Document, title: Title, numbers: list[int], body: Body, selected: list[str]) -> People:
    """Read author and editor.

    ``numbers`` are the blocks of the lines of date and source, ``selected`` texts that a site's selector gave for them;
    ``body`` is the text found.
    """
    lines = join_labels([*selected, *(document.blocks[number].text for number in numbers)])
    people = People(editor=_editor(document, lines, body))
    above = [number for number in numbers if number < body.blocks[0]]
    for line in _candidates(document, title, lines, above, body):
        found = find_byline(line)
        if writers := found.writers:
            people.authors = writers
            printed = any(line in text for text in lines)
            people.byline_raw = line if printed else line.removeprefix(_CLASS_LABEL)
            break
    if people.authors:
        texts = [document.blocks[number].text for number in (*body.blocks[:4], *body.blocks[-3:])]
        for line in (match["line"] for text in texts if (match := _HELPED.fullmatch(text) or _BESIDE.fullmatch(text))):
            known = {author.name for author in people.authors}
            people.authors += [one for one in find_byline(line).writers if one.name not in known]
        people.authors = _completed(people.authors, texts[:2])
    return people


def _completed(authors: list[Author], texts: list[str]) -> list[Author]:
    """The authors of the date line, and those whom the credit that opens the text names together with them."""
    known = {author.name for author in authors}
    for text in texts:
        if len(text) > _LONGEST_LINE and _CREDIT.search(text[:60]):
            named = find_byline(text[:_OPENING]).writers
            if known < {author.name for author in named}:
                return named
    return authors


# □ 本报通讯员 薛小楠, in a paragraph of its own below that of the reporter.
_BESIDE = re.compile(
    r"(?P<line>[□■◎●○\s]{0,3}(?:本[报刊网台])?(?:特约|见习|实习)?(?:记者|通讯员|实习生)[\s：:][^，。；：:]{2,24})"
)
# （参与采写：薛小楠）, behind the text of those whom the date line names.
_HELPED = re.compile(r"[（(]\s?(?P<line>参与(?:采写|记者|报道|撰稿)\s?[:：][^（()）]{2,60})[)）]\s*。?")


def writers_of(line: str) -> list[Author]:
    """The people a byline names as writers."""
    return find_byline(line).writers


def _candidates(document: Document, title: Title, lines: list[str], above: list[int], body: Body) -> Iterator[str]:
    """Lines that may name the author, the surest first."""
    texts = [document.blocks[number].text for number in body.blocks]
    yield from title.byline
    yield from (line for line in lines if len(line) <= 200 and _CREDIT.search(line))
    yield from _named_by_class(document, above)
    yield from (match["names"] for number in above if (match := _BEFORE_ISSUE.fullmatch(document.blocks[number].text)))
    yield from (match[0] for text in reversed(texts[-2:]) if (match := _SIGNED.search(text)))
    # 诗歌：某某歌 repeats its name as the first line.
    yield from (text for text in texts[:5] if _is_byline_paragraph(text) and not title.text.endswith(text))
    yield from (document.blocks[number].text for number in above if _is_signature(document.blocks[number].text))
    yield from (f"（{match['names']}）" for text in texts[:3] if (match := _BEHIND_DATELINE.match(text)))
    yield from (
        match[0]
        for text in reversed(texts[-2:])
        if not _PICTURE.search(text) and (match := _CLOSING_BRACKET.search(text))
    )
    yield from (
        text
        for text in texts[-3:]
        if len(text) <= _LONGEST_LINE and _CREDIT.search(text) and not _is_sentence(text) and not _PICTURE.search(text)
    )
    yield from (
        text[:_OPENING]
        for text in texts[:3]
        if len(text) > _LONGEST_LINE and _CREDIT.search(text[:60]) and not _PICTURE.search(text)
    )
    yield from (name for number in above for name in _between_bars(document.blocks[number].text))


# 中新网清江11月5日电 (薛小楠 邵明岩)…: names in a bracket behind a dateline, without a label.
_BEHIND_DATELINE = re.compile(
    r"[（(]?[^\s，。（()）]{2,20}日\s?[电電讯訊]\s?[）)]?\s?[（(](?P<names>[^（()）：:，。]{2,24})[）)]"
)
# 邵 岩 and 某县委书记 邵明岩, in a line of their own below the headline: a poem, a speech.
_SIGNATURE = re.compile(
    rf"[一-龥] {{1,2}}[一-龥]|[（(][^（()）：:，。]{{2,16}} [一-龥]{{2,3}}[)）]|[^\s，。：:]{{0,20}}{POSTS} [一-龥]{{2,4}}"
)


def _is_signature(text: str) -> bool:
    return len(text) <= 30 and _SIGNATURE.fullmatch(text) is not None


_BARS = re.compile(r"\s*[|｜丨·•]\s*|\s{2,}")
# 阅读(947): it stands behind the name without a bar.
_COUNTER = re.compile(r"\s*(?:阅读|浏览|点击|人气|评论|访问)\S{0,4}\s?[（(:：]?\s?\d+\s?次?[)）]?")
_PADDED = re.compile(r"[一-龥](?: [一-龥]){1,2}")
_NAME_FIRST = re.compile(rf"(?P<name>\S{{3}}) \S{{2,20}}{INSTITUTION}")
_NAME_LAST = re.compile(rf"\S{{2,20}}{INSTITUTION} (?P<name>\S{{2,3}})")
# Columns and buttons of the form of a name: 高清图.
_NO_NAME = re.compile("[图网片版稿栏号端部馆站院会]$")


def _between_bars(line: str) -> list[str]:
    """清江日报 | 薛小楠 | 2024-03-02, 2024-03-02 清江县纪委监委 薛小楠: a name between the bars of a date line, or with an outlet."""
    if len(line) > 100 or not (days := scan_dates(line)):
        return []
    for found in reversed(days):
        line = f"{line[: found.start]}|{line[found.end :]}"
    found_names: list[str] = []
    for part in _BARS.split(_COUNTER.sub("", line).strip(" |｜·•")):
        if (run := _PADDED.fullmatch(part)) and len(names := read_names(run[0], loose=False).names) == 1:
            found_names += names
            continue
        match = _NAME_FIRST.fullmatch(part) or _NAME_LAST.fullmatch(part)
        name = match["name"] if match else part
        if (match or len(part) == 3) and part != line and is_likely_name(fold(name)) and not _NO_NAME.search(name):
            found_names.append(part if match and part.endswith(name) else name)
    return found_names


# 薛楠 邵岩《 清江日报 》（ 2021年06月24日 第 03 版）: a newspaper's names before its issue.
_BEFORE_ISSUE = re.compile(
    r"(?P<names>[^《（(]{2,24}?)\s*(?:《[^《》]{2,24}》)?\s*[（(][^（）()]{0,12}(?:19|20)\d\d\s?[-年][^（）()]{2,24}[）)]"
)
_LONGEST_NAMED = 40
# Class names and ids; WeChat prints its authors in a class that says only where they stand.
_AUTHOR_NAME = re.compile(r"author(?!i)|zuozhe|(?:^|[\s_-])(?:writer|byline|reporter|rich_media_meta_text)(?:$|[\s_-])")


_CLASS_LABEL = "作者："
_BY = re.compile(r"^(?:by\s|由\s)\s*", re.IGNORECASE)


def _named_by_class(document: Document, above: list[int]) -> list[str]:
    """Texts of elements between headline and text that class, id or rel call the author."""
    found = [
        one.text
        for one in document.inlines_in(above)
        if one.attributes and (_AUTHOR_NAME.search(one.name) or one.attributes.get("rel") == "author")
    ]
    for number in above:
        element = document.elements[document.blocks[number].container]
        if element.attributes and _AUTHOR_NAME.search(element.name):
            found.append(document.blocks[number].text)
    named = [_BY.sub("", text) for text in found if 2 <= len(text) <= _LONGEST_NAMED]
    # The class is the label: a rare surname is believed in it.
    return [f"{_CLASS_LABEL}{text}" if len(text) <= 3 and has_surname(fold(text)) else text for text in named]


def _is_byline_paragraph(text: str) -> bool:
    """A short paragraph that may be nothing but a byline. 某某：题 opens a story about a person, not by one."""
    if len(text) > _LONGEST_LINE or _is_sentence(text) or _PICTURE.search(text) or text.endswith(_HEADINGS):
        return False
    if text.rstrip().endswith(("）", ")")) and "。" in text:
        return False  # a last sentence with its credit in brackets
    return bool(_CREDIT.search(text)) or not any(mark in text for mark in "：:，；？！“《、")


# 薛小楠简历, above the life of a person.
_HEADINGS = ("简历", "名单", "公告", "通知", "通报")


def _is_sentence(text: str) -> bool:
    return text.rstrip('”’」』"').endswith(("。", "！", "？", "；", "，", "!", "?")) and not text.endswith(
        ("）。", ")。")
    )


def _editor(document: Document, lines: list[str], body: Body) -> str | None:
    """责任编辑, which stands in the date line or below the text."""
    end = body.blocks[-1] + 1 if body.blocks else 0
    below = [block.text for block in document.blocks[end : end + 8] if len(block.text) <= 80]
    inside = [document.blocks[n].text for n in range(body.blocks[0], end) if n not in body.kept] if body.blocks else []
    # （某省纪委监委 || 责任编辑 薛小楠）, at the end of the text (ccdi.gov.cn, to 2021).
    closing = [match[1] for n in body.blocks[-2:] if (match := _CLOSING_BRACKET.search(document.blocks[n].text))]
    for line in [
        *lines,
        *(part for text in closing for part in re.split(r"\s?[|｜]{1,2}\s?", text)),
        *(text for text in inside if len(text) <= 80),
        *below,
    ]:
        if _EDITOR.search(line) and (editor := find_byline(line).editor):
            return editor
    return None
