"""Who wrote it, from the places where pages name the author: the date line, a line of its own, the ends of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crawler.extract.body import Body
from crawler.extract.bylines import find_byline
from crawler.extract.document import Document
from crawler.extract.title import Title
from crawler.items import Author

# A line that is read only when it says that it names an author.
_CREDIT = re.compile(
    r"记者|記者|作者|撰文|撰稿|执笔|執筆|通讯员|通訊員|特约|文[/／丨|｜:：]|采写|採訪|采访|供稿|编译|翻译|整理|实习生|報導|\S[/／]\S"
)
_PICTURE = re.compile(r"^(?:[▲△↑↓◆]|图[为:：]|圖[為:：]|资料图|資料|[（(]图)|[摄攝][）)]?\s?[。.]?$|供[图圖][）)]?$")
# Whole paragraphs: the outlet and its reporters, without a label (ccdi.gov.cn), or labelled ones.
_LONGEST_LINE = 48
_OPENING = 120
_CLOSING_BRACKET = re.compile(r"[（(【〔]([^（）()【】〔〕]{2,60})[）)】〕]\s*[。.]?$")
_EDITOR = re.compile(r"(?:责任编辑|責任編輯|责编|責編|编\s{0,4}辑|編\s{0,4}輯|编审)\s?[:：/丨|｜_ ]")


@dataclass(slots=True)
class People:
    """Authors and editor, and the text the authors were read from."""

    authors: list[Author] = field(default_factory=list)
    byline_raw: str | None = None
    editor: str | None = None


def find_people(document: Document, title: Title, lines: list[str], body: Body) -> People:
    """Read author and editor. ``lines`` are the texts of the lines of date and source; ``body`` is the text found."""
    people = People(editor=_editor(document, lines, body))
    for line in _candidates(document, title, lines, body):
        found = find_byline(line)
        if writers := found.writers:
            people.authors = writers
            people.byline_raw = line
            break
    return people


def writers_of(line: str) -> list[Author]:
    """The people a byline names as writers."""
    return find_byline(line).writers


def _candidates(document: Document, title: Title, lines: list[str], body: Body) -> list[str]:
    """Lines that may name the author, the surest first."""
    texts = [document.blocks[number].text for number in body.blocks]
    found = list(title.byline)
    found += [line for line in lines if len(line) <= 200 and _CREDIT.search(line)]
    found += [text for text in texts[:5] if _is_byline_paragraph(text)]
    found += [
        match[0]
        for text in reversed(texts[-2:])
        if not _PICTURE.search(text) and (match := _CLOSING_BRACKET.search(text))
    ]
    found += [
        text
        for text in texts[-3:]
        if len(text) <= _LONGEST_LINE and _CREDIT.search(text) and not _is_sentence(text) and not _PICTURE.search(text)
    ]
    found += [
        text[:_OPENING]
        for text in texts[:3]
        if len(text) > _LONGEST_LINE and _CREDIT.search(text[:60]) and not _PICTURE.search(text)
    ]
    return found


def _is_byline_paragraph(text: str) -> bool:
    """A short paragraph that may be nothing but a byline. 某某：题 opens a story about a person, not by one."""
    if len(text) > _LONGEST_LINE or _is_sentence(text) or _PICTURE.search(text):
        return False
    return bool(_CREDIT.search(text)) or not any(mark in text for mark in "：:，；？！“《、")


def _is_sentence(text: str) -> bool:
    return text.rstrip('”’」』"').endswith(("。", "！", "？", "；", "，", "!", "?")) and not text.endswith(
        ("）。", ")。")
    )


def _editor(document: Document, lines: list[str], body: Body) -> str | None:
    """责任编辑, which stands in the date line or below the text."""
    end = body.blocks[-1] + 1 if body.blocks else 0
    below = [block.text for block in document.blocks[end : end + 8] if len(block.text) <= 80]
    inside = [document.blocks[n].text for n in range(body.blocks[0], end) if n not in body.kept] if body.blocks else []
    for line in [*lines, *(text for text in inside if len(text) <= 80), *below]:
        if _EDITOR.search(line) and (editor := find_byline(line).editor):
            return editor
    return None
