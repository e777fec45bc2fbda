"""Which paragraphs to quote: hit paragraphs, merged when adjacent, with the lead-in that an opening 例如 refers to."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from crawler.hanzi import fold
from crawler.items import Passage

LEAD_IN: Final = re.compile(
    r"[\s\u3000“\"「『‘'（(]*(?:"
    r"(?:再|又|还)?(?:例如|比如)|譬如|譬喻|比方说|再如|又如|诸如|如[,，:：]|"
    r"同时(?!期|代|间|段|刻)|与此同时|同一时间|此外|另外|除此之外|除此以外|不仅如此|不只如此|不止如此|无独有偶|"
    r"同样(?:地|的是)?[,，:：]|另一方面|其中[,，:：]"
    r")"
)
"""Openings that continue the paragraph before, in Simplified; the text is folded first."""


def paragraph_starts(body: str) -> list[int]:
    """Offsets of the paragraphs; a body of one paragraph has one, at 0."""
    return [0, *(found.end() for found in re.finditer("\n", body))]


def paragraph_of(starts: Sequence[int], offset: int) -> int:
    """The paragraph, counted from 0, that holds the character at ``offset``."""
    return bisect_right(starts, offset) - 1


def opens_with_lead_in(paragraph: str) -> bool:
    """Whether a paragraph, in either script, opens with 例如, 此外 or another word that points back."""
    return _leads_in(paragraph[:40])


@functools.lru_cache(maxsize=512)
def _leads_in(opening: str) -> bool:
    """Remembered, because every place of a paragraph asks the same."""
    return LEAD_IN.match(fold(opening)) is not None


def runs(hit_paragraphs: Iterable[int]) -> list[tuple[int, int]]:
    """Adjacent paragraphs merged: [6, 20, 21] → [(6, 6), (20, 21)]."""
    out: list[tuple[int, int]] = []
    for number in sorted(set(hit_paragraphs)):
        if out and number == out[-1][1] + 1:
            out[-1] = (out[-1][0], number)
        else:
            out.append((number, number))
    return out


def passages(code: str, paragraphs: Sequence[str], hit_paragraphs: Iterable[int]) -> list[Passage]:
    """The passages for one watched place, in order, word for word.

    ``paragraphs`` are those of the body; a passage whose first hit paragraph opens with a pointing-back word begins one
    paragraph earlier (blank ones skipped).  Passages never share a paragraph: a lead-in that the passage before already
    quotes joins the two.
    """
    out: list[Passage] = []
    for first, last in runs(hit_paragraphs):
        start, lead_in = first, False
        if opens_with_lead_in(paragraphs[first]):
            before = next((i for i in range(first - 1, -1, -1) if paragraphs[i].strip()), None)
            if before is not None:
                start, lead_in = before, True
        if out and start <= out[-1].paragraphs[1]:
            start, lead_in = out[-1].paragraphs[0], out[-1].lead_in
            out.pop()
        out.append(
            Passage(code=code, paragraphs=(start, last), lead_in=lead_in, text="\n".join(paragraphs[start : last + 1]))
        )
    return out
