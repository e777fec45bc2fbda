"""The names of campaigns: 清廉高平、书香泽州, an adjective and the short name of the place that runs the campaign.

Everybody runs one, and the adjective goes before ordinary words as well (数字资源, 平安银行): it is no evidence by itself.
"""

from __future__ import annotations

import functools
from typing import Final

from crawler.localities import gazetteer

LENGTH: Final = 2
"""Characters of every adjective."""

JOINTS: Final = frozenset(["", "、", "，", ",", "·", "和", "与", "及", " "])
"""What stands between two campaigns of one programme, quotation marks left out."""
QUOTES: Final = '“”"‘’「」『』《》'
LONGEST_JOINT: Final = 3
"""Characters of ”、“."""


def opens(text: str, start: int) -> bool:
    """Whether one of the adjectives ends where the name begins."""
    return text[max(0, start - LENGTH) : start] in adjectives()


def joined(text: str, end: int, start: int) -> bool:
    """Whether what ends at ``end`` and what begins at ``start`` are members of one list of campaigns."""
    return 0 <= start - end <= LONGEST_JOINT and text[end:start].strip(QUOTES) in JOINTS


@functools.cache
def adjectives() -> frozenset[str]:
    """The words of ``data/slogans.tsv``."""
    return frozenset(word for words, _ in gazetteer.rows("slogans.tsv") for word in words.split())
