"""A word segmenter's vote about the edges of a name; it never finds places itself.

rjieba cuts a few characters around the candidate.  A dictionary word that runs across an edge (提高|平台, 世界|首位) speaks
against the name.  The segmenter guesses no new words here: a guess would cut rare county names anywhere.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

from crawler.hanzi import segmenter

REACH: Final = 5
"""Characters taken along on either side: longer than nearly all words."""


def edges(text: str, start: int, end: int) -> tuple[str, bool, int]:
    """How the words lie around the candidate ``text[start:end]``: (before, left, over).

    ``before`` is the word that ends where the name begins, empty when there is none.  ``left`` tells whether a word
    begins where the name begins.  ``over`` is -1 when a word ends where the name ends; otherwise a word runs across the
    end, and ``over`` is where that word begins.
    """
    position = max(0, start - REACH)
    before, left = "", False
    for word in load()(text[position : end + REACH], False):
        following = position + len(word)
        if position == start:
            left = True
        elif following == start:
            before = word
        if following >= end:
            return before, left, position if following > end else -1
        position = following
    return before, left, -1


def word_before(text: str, end: int) -> tuple[str, str]:
    """The word that ends at ``end``, with its part of speech; two empty strings at the start of the text."""
    words = segmenter.load().tag(text[max(0, end - REACH) : end], False)
    return words[-1] if words else ("", "")


@functools.cache
def load() -> Callable[[str, bool], list[str]]:
    """The segmenter's cut, looked up once."""
    return segmenter.load().cut
