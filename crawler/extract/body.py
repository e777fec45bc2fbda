"""Which blocks are the article's text.

The body is the element whose blocks weigh most together, so a long page around a short text costs nothing, and a text
in a hundred ``div`` of its own is found as well as one in ``p``. Headline and date line bound it from above; what
follows the text (editors, share bars, other stories) is cut line by line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extract import phrases
from crawler.extract.document import Document
from crawler.extract.neighbours import behind_full_date_line, cap_links, mute_neighbours, text_box
from crawler.extract.title import Title, squash
from crawler.extract.walk import Block, Element
from crawler.extract.weights import PROSE, Weights


@dataclass(slots=True)
class Body:
    """The blocks of the article, by number, and the element they stand in."""

    blocks: list[int]
    container: int
    score: float
    kept: frozenset[int] = frozenset()
    """``blocks`` as a set."""


def find_body(document: Document, title: Title, weights: Weights) -> Body:
    """The article's text; ``blocks`` is empty when there is none."""
    scored = _after_title(document, title, weights)
    mute_neighbours(document, title, scored)
    cap_links(document, scored)
    sums = [0.0]
    for weight in scored:
        sums.append(sums[-1] + weight)
    best = _best(document, sums)
    if best is None:
        return _plain_lines(document, title, weights)
    best = _tighten(document, best, sums, scored)
    if best.last - best.first == 1:
        best = _widen(document, best, scored, title.last)
    numbers = _trim(document, title, weights, best, scored)
    return Body(numbers, best.index, sums[best.last] - sums[best.first], frozenset(numbers))


def _plain_lines(document: Document, title: Title, weights: Weights) -> Body:
    """The lines below the date line of a certain headline, whatever they weigh: verses, a list of names, one line."""
    begin = behind_full_date_line(document, title)
    if begin is None:
        return Body([], 0, 0.0)
    blocks = document.blocks

    def says_something(number: int) -> bool:
        block = blocks[number]
        plain = not block.link_chars and not weights.boxed[number] and not block.hidden and not document.info[number]
        return plain and not phrases.CONTACT.match(block.text) and (not _is_junk(block) or number in document.data_rows)

    first = next(
        (n for n in range(begin, min(begin + 12, len(blocks))) if len(blocks[n].text) > 1 and says_something(n)), None
    )
    if first is None or phrases.is_tail(blocks[first].text):
        return Body([], 0, 0.0)
    element = text_box(document, first, begin)
    numbers: list[int] = []
    for number in range(first, element.last):
        if phrases.is_tail(blocks[number].text):
            break
        if says_something(number):
            numbers.append(number)
    if sum(len(blocks[number].text) for number in numbers) < _LEAST_TEXT:
        return Body([], 0, 0.0)
    return Body(numbers, element.index, 0.0, frozenset(numbers))


# Characters that lines without a sentence must have together.
_LEAST_TEXT = 12


def body_in(document: Document, title: Title, weights: Weights, elements: Sequence[Element]) -> Body:
    """The text inside one of the given elements, the one with most text: for a site's own selector."""
    sums = weights.sums()
    best = max(elements, key=lambda element: sums[element.last] - sums[element.first])
    numbers = _trim(document, title, weights, best, weights.of)
    return Body(numbers, best.index, sums[best.last] - sums[best.first], frozenset(numbers))


# --- which element -----------------------------------------------------------------------------------------------------


def _after_title(document: Document, title: Title, weights: Weights) -> list[float]:
    """Weights with what is known once the headline is: nothing before it is text, and nothing after the end of it."""
    scored = list(weights.of)
    begin = max(title.last, 0)
    for number in range(begin):
        scored[number] = min(scored[number], 0.0)
    parent = -1
    before = 0.0
    for number in range(begin, len(scored)):
        block = document.blocks[number]
        if scored[number] >= PROSE:
            parent = document.elements[block.container].parent
            before += scored[number]
        elif parent > 0 and len(block.text) <= 40 and phrases.is_tail(block.text):
            inside = any(element.index == parent for element in document.ancestors(block.container))
            if not inside and not _goes_on(document, scored, number, before):
                scored[number:] = [min(weight * 0.1, weight) for weight in scored[number:]]
                break
    return scored


def _goes_on(document: Document, scored: list[float], end: int, before: float) -> bool:
    """True when behind a supposed end a run of sibling sentences comes that outweighs all before it."""
    run: dict[int, float] = {}
    lines: dict[int, int] = {}
    for number in range(end, len(scored)):
        if scored[number] >= PROSE and not document.blocks[number].link_chars * 4 > len(document.blocks[number].text):
            parent = document.elements[document.blocks[number].container].parent
            run[parent] = run.get(parent, 0.0) + scored[number]
            lines[parent] = lines.get(parent, 0) + 1
    return any(weight > before and lines[parent] >= 3 for parent, weight in run.items())


def _best(document: Document, sums: list[float]) -> Element | None:
    best: Element | None = None
    best_score = 0.0
    for element in document.elements:
        if element.last > element.first:
            score = sums[element.last] - sums[element.first]
            # An inner element that holds all of it is the better answer, hence >=.
            if score > 0 and score >= best_score:
                best, best_score = element, score
    return best


def _tighten(document: Document, best: Element, sums: list[float], scored: list[float]) -> Element:
    """The element inside ``best`` that holds nearly all of its text, unless the rest looks like text of the same kind."""
    whole = sums[best.last] - sums[best.first]
    inner = [
        element
        for element in document.elements[best.index + 1 :]
        if element.first >= best.first and element.last <= best.last and sums[element.last] - sums[element.first] > 0
    ]
    chosen = best
    for element in inner:
        share = (sums[element.last] - sums[element.first]) / whole
        if share < 0.6 or element.last - element.first < 2:
            continue
        known = bool(element.kind & phrases.BODY)
        if not (known or share >= 0.75):
            continue
        outside = [
            n for n in (*range(chosen.first, element.first), *range(element.last, chosen.last)) if scored[n] >= PROSE
        ]
        after = sum(number >= element.last for number in outside)
        if known or (len(outside) <= 2 and not after):
            chosen = element
            whole = sums[element.last] - sums[element.first]
    return chosen


def _widen(document: Document, best: Element, scored: list[float], begin: int) -> Element:
    """The element around a single paragraph, when little but short lines stand beside it: a notice and its signature."""
    parent = document.elements[best.parent]
    first = max(parent.first, begin, 0)
    if parent.index == 0 or first > best.first:
        return best
    beside = (*range(first, best.first), *range(best.last, parent.last))
    # Links are cut line by line; they do not count against the lines between.
    weight = sum(scored[n] for n in beside if document.blocks[n].link_chars * 2 <= len(document.blocks[n].text))
    return parent if weight >= _SHORT_LINES else best


# What the short lines beside a notice of one paragraph weigh together at most: signature, date line, a note or two.
_SHORT_LINES = -6.0


# --- which of its blocks -----------------------------------------------------------------------------------------------


# A line of some characters and a mark of punctuation.
_VERSE = 12.0


def _trim(document: Document, title: Title, weights: Weights, element: Element, scored: Sequence[float]) -> list[int]:
    blocks = document.blocks
    numbers = [n for n in range(element.first, element.last) if n >= title.last and not weights.boxed[n]]
    if not weights.hidden:
        numbers = [n for n in numbers if not blocks[n].hidden]
    if not any(scored[n] >= PROSE for n in numbers):
        # Verses and other short lines make a text together.
        scored = [PROSE if weight >= _VERSE else weight for weight in scored]
    numbers = _within_marks(document, numbers, scored)
    numbers = _cut_head(document, title, numbers, scored)
    numbers = _cut_tail(document, numbers, scored)
    attached = _attachments(document, numbers)
    return [n for n in numbers if n in attached or n in document.data_rows or not _is_junk(blocks[n])]


_ATTACHMENT = re.compile(r"附\s{0,2}件\s{0,2}(?:[\d一二三四五六七八九十]{1,2})?\s{0,2}[:：.．、]")
_FILES = tuple(".doc .docx .pdf .xls .xlsx .zip .rar .wps .et .ofd .ppt .pptx".split())
_NEXT_ATTACHMENT = re.compile(r"[\d一二三四五六七八九十]{1,2}\s?[.．、]")


def _attachments(document: Document, numbers: list[int]) -> set[int]:
    """The lines that name what is attached: links, and yet of the text (附件：1.名单, 2.任务分解表)."""
    attached: set[int] = set()
    for number in numbers:
        text = document.blocks[number].text
        if len(text) > 120:
            continue
        named = text[0] == "附" and _ATTACHMENT.match(text)
        if named or text.lower().endswith(_FILES) or (number - 1 in attached and _NEXT_ATTACHMENT.match(text)):
            attached.add(number)
    return attached


def text_of(document: Document, numbers: Sequence[int]) -> str:
    """The text of blocks, a line each; the cells of one row of a table stand on one line."""
    lines: list[str] = []
    row: Element | None = None
    for number in numbers:
        text, here = document.blocks[number].text, document.data_rows.get(number)
        if here is not None and here is row:
            lines[-1] += f" {text}"
        else:
            lines.append(text)
        row = here
    return "\n".join(lines)


# Comments (and 大汉's meta elements) that bound the text exactly where they occur, compared in lower case.
_MARKS = (
    ("enpcontent", "/enpcontent"),
    ("zjeg_rss.content.begin", "zjeg_rss.content.end"),
    ("<$[信息内容]>begin", "<$[信息内容]>end"),
    ("contentstart", "contentend"),
    ("startprint", "endprint"),
)


_LONGEST_MARK = max(len(mark) for pair in _MARKS for mark in pair)


def _within_marks(document: Document, numbers: list[int], scored: Sequence[float]) -> list[int]:
    """The blocks between the marks of the system, when most of the text stands there."""
    if not document.walk.comments:
        return numbers
    places: dict[str, int] = {}
    for text, place in document.walk.comments:
        if len(text) <= _LONGEST_MARK:
            places.setdefault(text.lower(), place)
    whole = sum(scored[n] for n in numbers if scored[n] >= PROSE)
    for begin, end in _MARKS:
        if begin in places and end in places:
            inside = [n for n in numbers if places[begin] <= n < places[end]]
            if sum(scored[n] for n in inside if scored[n] >= PROSE) > 0.6 * whole:
                return inside
    return numbers


def _cut_head(document: Document, title: Title, numbers: list[int], scored: Sequence[float]) -> list[int]:
    """Without the lines before the text: date line, tools, a repeated headline, boxes beside the paragraphs."""
    blocks = document.blocks
    headline = squash(title.text)
    prose = next((place for place, n in enumerate(numbers) if scored[n] >= PROSE), len(numbers))
    home = _home(document, numbers, scored)
    head = 0
    signed_by: list[int] = []
    for place, number in enumerate(numbers[:prose]):
        text = blocks[number].text
        if phrases.CREDIT_LINE.match(text) and home and _at_home(document, number, home):
            # A credit inside the text's own box stays, though a line of date or editor follows it.
            signed_by.append(number)
            continue
        # An author's name set as a paragraph of the text is part of it; one in a box of its own is the date line's.
        if phrases.is_author_line(text) and home and _at_home(document, number, home):
            continue
        if (
            phrases.is_info(text)
            or phrases.is_furniture(text)
            or (headline and squash(text) == headline and place <= 1)
        ):
            head = place + 1
    kept = [n for place, n in enumerate(numbers) if place >= head and (place >= prose or _at_home(document, n, home))]
    return sorted({*signed_by, *kept})


def _home(document: Document, numbers: list[int], scored: Sequence[float]) -> set[int]:
    """The elements right around the sentences: a short line that stands in one of them belongs to the text."""
    home: set[int] = set()
    for number in numbers:
        if scored[number] >= PROSE:
            container = document.elements[document.blocks[number].container]
            home.update((container.index, container.parent))
    home.discard(0)
    return home


def _in_table_at_home(document: Document, number: int, home: set[int]) -> bool:
    """True for a cell of a table of data that stands among the paragraphs."""
    row = document.data_rows.get(number)
    around = document.ancestors(row.index)[1:6] if row else []
    return any(element.index in home for element in around)


def _at_home(document: Document, number: int, home: set[int]) -> bool:
    if not home:
        return True
    container = document.elements[document.blocks[number].container]
    return container.index in home or container.parent in home


def _cut_tail(document: Document, numbers: list[int], scored: Sequence[float]) -> list[int]:
    """Without what follows the text: from the first ending past half of the characters."""
    blocks = document.blocks
    plain = (blocks[number] for number in numbers)
    lengths = [len(block.text) if block.link_chars * 2 <= len(block.text) else 0 for block in plain]
    half = sum(lengths) / 2
    passed = 0
    last = _last_sibling(document, numbers, scored)
    for place, number in enumerate(numbers):
        # Behind the last paragraph the editor ends the text, however much other text stands below.
        signed = 0 <= last < place and phrases.EDITOR_LINE.match(blocks[number].text) is not None
        if (passed >= half or signed) and _ends(blocks[number], place < last):
            numbers = numbers[:place]
            break
        passed += lengths[place]
    home = _home(document, numbers, scored)
    while (
        numbers
        and scored[numbers[-1]] < PROSE
        and not _at_home(document, numbers[-1], home)
        and not _in_table_at_home(document, numbers[-1], home)
    ):
        numbers.pop()
    return numbers


def _ends(block: Block, goes_on: bool) -> bool:
    """True for a line behind which the text is over; ``goes_on`` when paragraphs of the same parent follow it."""
    text = block.text
    if len(text) > 60:
        return False
    if phrases.EDITOR_LINE.match(text):
        return True
    if not phrases.is_tail(text):
        return False
    # 大家评论说… above more paragraphs is a sub-heading.
    return not goes_on or len(text) <= _BARE_LABEL or block.link_chars > 0 or text.endswith((":", "："))


def _last_sibling(document: Document, numbers: list[int], scored: Sequence[float]) -> int:
    """Place of the last paragraph that has the parent of the first one; -1 without paragraphs."""
    places = [place for place, number in enumerate(numbers) if scored[number] >= PROSE]
    parents = [document.elements[document.blocks[numbers[place]].container].parent for place in places]
    return max((place for place, parent in zip(places, parents, strict=True) if parent == parents[0]), default=-1)


# 相关新闻, 网友评论（12）: a label without more words.
_BARE_LABEL = 8


def _is_junk(block: Block) -> bool:
    text = block.text
    if len(text) <= 60 and phrases.EDITOR_LINE.match(text):
        return True
    if len(text) == 1 and not "\u3400" <= text <= "\u9fff":
        return True
    return phrases.is_furniture(text) or block.link_chars * 10 > 8 * len(text)
