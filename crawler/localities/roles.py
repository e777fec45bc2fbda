"""How an article names a place: in its headline, its lead, its text, or as one of a long list; and whether it is about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from crawler.items import Role

LONG_LIST: Final = 5
"""So many names in a row, provinces included, are a list: an article about forty counties is about none of them."""

_BETWEEN: Final = re.compile(r"[、，,；;和与及以\s]{0,3}|[（(][^（()）]{0,8}[)）][、，]")
_SENTENCE: Final = re.compile("[。！？]")


def in_lists(body: str, found: Sequence[tuple[int, int]]) -> list[bool]:
    """For each occurrence, in the order of the text, whether it stands in a list of at least ``LONG_LIST`` names.

    ``found``: start and end of every place in ``body``.
    """
    listed = [False] * len(found)
    first = 0
    for number in range(1, len(found) + 1):
        if number < len(found):
            between = body[found[number - 1][1] : found[number][0]]
            if len(between) <= 12 and _BETWEEN.fullmatch(between):
                continue
        if number - first >= LONG_LIST:
            listed[first:number] = [True] * (number - first)
        first = number
    return listed


def lead_paragraph(paragraphs: Sequence[str]) -> int:
    """The number of the paragraph that opens the report: the first with a sentence, behind bylines and headings."""
    return next((number for number, text in enumerate(paragraphs) if _SENTENCE.search(text)), 0)


def role_of(*, in_title: bool, numbers: Sequence[int], listed: Sequence[bool], lead: int) -> Role:
    """The most prominent place where it is named. ``numbers``: the paragraph of each of its occurrences."""
    if in_title:
        return "title"
    if listed and all(listed):
        return "list"
    if any(number <= lead and not inside for number, inside in zip(numbers, listed, strict=True)):
        return "lead"
    return "body"


def is_focus(role: Role, count: int, others: int, *, other_in_title: bool) -> bool:
    """Whether the article is about the place: named in headline and text, or again and again, and more than any other.

    ``count``: its occurrences in ``body`` outside long lists; ``others``: those of the other place of the same level
    that has most; ``other_in_title``: the headline names another place. A headline that names a place the text does not (赴某地学习, 某地籍老兵) is about something else.
    """
    if role == "title":
        return count > 0
    if role == "lead":
        return 2 * count > others if count > 1 else not others and not other_in_title
    return role == "body" and count >= _OFTEN and count > others


_OFTEN: Final = 3
