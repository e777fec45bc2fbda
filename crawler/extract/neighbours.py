"""What stands beside a text and is not of it: columns of other prose, runs of links.

A notice of sixty characters stands beside columns of a thousand. Weight alone would take the column, so where headline
and date line are certain the place decides: the text begins with the first sentence below the date line, and a box
further down that opens with a heading of its own, or is named as furniture, is another one's.
"""

from __future__ import annotations

import re
from collections import Counter

from crawler.extract import phrases
from crawler.extract.document import Document
from crawler.extract.title import Title, squash
from crawler.extract.walk import Element
from crawler.extract.weights import PROSE

# The date line stands within so many lines below the headline.
_NEAR = 6
# A summary above the text is no text: what follows it is.
_LEAD_NAME = re.compile(
    r"(?:^|[\s_-])(?:summary|abstract|zhaiyao|daodu|intro|introduction|lead|digest|desc|description|brief|zy|dd|tips?)"
    r"(?:$|[\s_-])"
)
_LEAD = re.compile(r"^\W{0,2}(?:摘\s?要|导\s?读|提\s?要|核心提示|内容提要|编者按|简\s?介|導\s?讀|編者按)")
# What the box of a text is called, in systems known or not; a summary above it is not called so.
_BODY_NAME = re.compile(
    r"(?:^|[\s_-])(?:con|cont|contents?|article|text|txt|body|detail|details|zoom|editor|neirong|nr|zhengwen|zw|post|entry|story)"
    r"(?:$|[\s_-])"
)
_COLUMN_NAME = re.compile(
    r"(?:^|[\s_-])(?:right|rightbar|right-?(?:box|con|side|part|col)|(?:con|main|box|col|page|content)[_-]?right|col-?r|youce)(?:$|[\s_-])"
)
_HEAD_NAME = re.compile(r"(?:^|[\s_-])(?:head|header|hd|top|info|heading)(?:$|[\s_-])")
# What all rows of one list of links weigh together, at most.
_MOST_LINKS = -15.0
# The share of its weight that a neighbour keeps: it is the text only where nothing else is.
_MUTED = 0.01


def mute_neighbours(document: Document, title: Title, scored: list[float]) -> None:
    """Take the weight from boxes of other prose below the text; nothing where headline or date line are in doubt."""
    begin = behind_date_line(document, title)
    if begin is None and title.sure and title.first >= 0 and document.blocks[title.first].heading:
        # Without a date line the text is as certain where it follows its heading at once.
        begin = title.last if max(scored[title.last : title.last + 2], default=0.0) >= PROSE else None
    if begin is None:
        return
    start = next((n for n in range(begin, len(scored)) if scored[n] >= PROSE), None)
    if start is None or _LEAD.match(document.blocks[start].text):
        return
    path = document.ancestors(document.blocks[start].container)
    box = _outside(path, begin)
    text = path[max(box - 1, 0)]
    if any(_LEAD_NAME.search(element.name) for element in path[:box]) or _HEAD_NAME.search(path[box].name):
        return
    known = any(is_known(element) for element in path[:box])
    named = known or any(_BODY_NAME.search(element.name) for element in path[:box])
    for element in _other_boxes(document, path, box, text, named):
        if not named and _BODY_NAME.search(element.name) and not _is_column(element):
            continue
        # Most boxes hold no sentence at all.
        if max(scored[element.first : element.last]) >= PROSE and _is_other(document, element, title, known):
            for number in range(element.first, element.last):
                scored[number] = min(scored[number] * _MUTED, scored[number])


def _other_boxes(document: Document, path: list[Element], box: int, text: Element, named: bool) -> list[Element]:
    """Boxes of several lines below the text: beside it, or beside what holds text and headline."""
    levels = {element.index: place for place, element in enumerate(path)}
    found = [
        element
        for element in document.elements[text.index + 1 :]
        if element.parent in levels and element.first >= text.last and element.last - element.first > 1
    ]
    if named:
        return [element for element in found if not _is_alike(document, element, text)]
    # Beside the text, not around it: the sections of one text are of one shape, and a lone paragraph opens sections.
    beside = [element for element in found if levels[element.parent] == box]
    shapes = Counter((element.tag, element.attributes.get("class")) for element in beside)
    paragraph = text is path[0] and (text.tag == "p" or not text.name)
    sections = {
        element.index
        for element in beside
        if (paragraph and not _is_column(element))
        or _is_alike(document, element, text)
        or shapes[element.tag, element.attributes.get("class")] > 1
    }
    return [element for element in found if element.index not in sections]


def behind_date_line(document: Document, title: Title) -> int | None:
    """The block behind the date line right below a certain headline."""
    if not title.sure or title.first < 0:
        return None
    if title.info:
        return title.last
    flags = document.info[title.last : title.last + _NEAR]
    return title.last + len(flags) - flags[::-1].index(True) if any(flags) else None


def behind_full_date_line(document: Document, title: Title) -> int | None:
    """As ``behind_date_line``, for a line with label or time: a bare day also stands in the rows of a list."""
    begin = behind_date_line(document, title)
    if begin is None or not any(phrases.is_date_line(block.text) for block in document.blocks[title.first : begin]):
        return None
    return begin


def text_box(document: Document, number: int, begin: int) -> Element:
    """The largest element around a block that begins behind ``begin``, or what is around it when that is a paragraph."""
    path = document.ancestors(document.blocks[number].container)
    box = _outside(path, begin)
    text = path[max(box - 1, 0)]
    return text if text.last - text.first > 1 else path[box]


def _outside(path: list[Element], begin: int) -> int:
    """Place of the innermost element on a path that begins before a block."""
    return next((place for place, element in enumerate(path) if element.first < begin), len(path) - 1)


def is_known(element: Element) -> bool:
    """True for a box that some system of sites names as it names no other."""
    return bool(element.kind & phrases.BODY)


def _is_alike(document: Document, element: Element, other: Element) -> bool:
    """True for elements of one shape: a text in a hundred boxes of its own stands in such."""
    class_ = element.attributes.get("class")
    if element.tag != other.tag or class_ != other.attributes.get("class"):
        return False
    heading, first = document.blocks[element.first].heading, document.blocks[other.first].heading
    return bool(class_) or (heading > 0 and heading == first)


def _is_other(document: Document, element: Element, title: Title, known: bool) -> bool:
    """True for a box that opens with a heading, or whose name says furniture, unless it holds a known body."""
    if any(is_known(inside) for inside in _inside(document, element)):
        return False
    if known or _is_column(element):
        return True
    return _has_heading(document, element, title)


# A line above paragraphs which is the heading of a box, though not marked up as one.
_SHORT = 16
_MARKS = re.compile("[，。；：！？、:;!?]")


def _is_column(element: Element) -> bool:
    """True for what is a column or furniture by its name, and for a cell: those of one row stand beside each other."""
    named = element.kind & phrases.SIDE or _COLUMN_NAME.search(element.name)
    return bool(named) or element.tag in ("aside", "nav", "footer", "td")


def _has_heading(document: Document, element: Element, title: Title) -> bool:
    lead = document.blocks[element.first]
    if squash(lead.text) == squash(title.text):
        return False
    if lead.heading:
        return True
    if len(lead.text) > _SHORT or _MARKS.search(lead.text) or document.info[element.first]:
        return False
    # <div class="hd">…</div><div class="bd"><p>…: the paragraphs stand one box deeper than the line.
    box = document.elements[lead.container]
    second = document.elements[document.blocks[element.first + 1].container]
    return box.index != second.parent and box.parent != second.parent and box.parent == element.index


def _inside(document: Document, element: Element) -> list[Element]:
    """The element and those inside it."""
    found = [element]
    for other in document.elements[element.index + 1 :]:
        if other.first >= element.last:
            break
        if other.last <= element.last:
            found.append(other)
    return found


def cap_links(document: Document, scored: list[float]) -> None:
    """Let a run of links weigh no more against the box around it than a few of them: related stories below a notice."""
    run = 0.0
    for number, (weight, block) in enumerate(zip(scored, document.blocks, strict=True)):
        if weight < 0 and block.link_chars * 2 > len(block.text):
            scored[number] = max(weight, min(0.0, _MOST_LINKS - run))
            run += weight
        elif run and len(block.text) >= _BETWEEN:
            run = 0.0


# Between the rows of one list stand days and marks, no longer than this.
_BETWEEN = 8
