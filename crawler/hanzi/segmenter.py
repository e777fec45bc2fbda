"""The word segmenter, shared by all who ask it: its dictionary takes 0.1 s and 30 MB, once per process.

It is asked only where a rule is undecided, and imported only then.
"""

from __future__ import annotations

import functools
from typing import Final, Protocol

UNKNOWN_CITIES: Final = ("唐山", "岳阳", "三沙", "吴忠")
"""Prefectures that its dictionary lacks.  No other name is added: forcing rare names into words cuts ordinary ones."""


class Segmenter(Protocol):
    """What is used of rjieba. Texts are folded to Simplified."""

    def cut(self, text: str, hmm: bool = ..., /) -> list[str]:
        """Words of a text; hmm False: no guesses at new words."""

    def tag(self, text: str, hmm: bool = ..., /) -> list[tuple[str, str]]:
        """Words with their part of speech; nr is a person's name, ns a place."""

    def has_word(self, word: str, /) -> bool:
        """Whether the dictionary has the word."""


@functools.cache
def load() -> Segmenter:
    """The segmenter of this process."""
    import rjieba

    for city in UNKNOWN_CITIES:
        rjieba.add_word(city, 200, "ns")
    segmenter: Segmenter = rjieba  # type: ignore[assignment]  # its stub lacks has_word
    return segmenter
