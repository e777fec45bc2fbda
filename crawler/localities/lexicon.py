"""Every string the finder looks for, with what it may stand for.

Three kinds: names with their rank (泽州县), short names (泽州) with a class that tells how far they can be believed, and
blockers: longer words and names that contain a place name without being that place.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crawler.hanzi import fold
from crawler.localities import gazetteer
from crawler.localities.gazetteer import RANKS, Gazetteer, Unit


class Kind:
    """What a pattern is.  Plain numbers, because they are compared several times for every name in every text."""

    BLOCKER: Final = 0
    PROVINCE: Final = 1
    """A province with its rank."""
    FULL: Final = 2
    """Own rank: 泽州县."""
    COUNTY: Final = 3
    """Own rank, but two characters only: 沁县, 和县."""
    NOUN: Final = 4
    """Own rank, but a common noun: 城区."""
    SHORT: Final = 5
    """Class B; the short names of the provinces too."""
    DOUBTFUL: Final = 6
    """Class C."""
    WORD: Final = 7
    """Class D."""


@dataclass(slots=True)
class Pattern:
    """One string of the automaton."""

    text: str
    kind: int
    units: tuple[Unit, ...] = ()
    short: Pattern | None = None
    """The name without its rank, for 晋城市场: the rank belongs to the next word."""
    reason: str = ""
    """Why it is a blocker or of its class."""


def patterns(places: Gazetteer) -> list[Pattern]:
    """All patterns, folded, one per string."""
    full, short = _names(places)
    classes = {name: (grade, why) for names, grade, why in gazetteer.rows("classes.tsv") for name in names.split()}
    out: dict[str, Pattern] = {}
    for text, units in short.items():
        out[text] = _short_pattern(text, units, classes.get(text, ("B", "")))
    for text, units in full.items():
        kind = _full_kind(text, units, classes)
        both = [
            *units,
            *(unit for unit in short.get(text, ()) if unit not in units),
        ]  # 巴州: the prefecture, and 巴州区
        out[text] = Pattern(text, kind, tuple(both), out.get(RANKS.sub("", text)))
    for text, why in blockers():
        out.setdefault(text, Pattern(text, Kind.BLOCKER, reason=why))
    return list(out.values())


def blockers() -> Iterator[tuple[str, str]]:
    """Words that contain a place name without being it, with the reason."""
    for file in ("traps.tsv", "blockers.tsv"):
        for words, why in gazetteer.rows(file):
            for word in words.split():
                yield fold(word), why


def _names(places: Gazetteer) -> tuple[dict[str, list[Unit]], dict[str, list[Unit]]]:
    full: dict[str, list[Unit]] = {}
    short: dict[str, list[Unit]] = {}
    for unit in places.units.values():
        for name in dict.fromkeys(places.names_of(unit)):
            ranked = bool(RANKS.search(name)) and (name not in unit.shorts or len(name) > 2)
            table = full if ranked else short
            units = table.setdefault(fold(name), [])
            if unit not in units:
                units.append(unit)
    return full, short


def _short_pattern(text: str, units: list[Unit], grade: tuple[str, str]) -> Pattern:
    if provinces := [unit for unit in units if unit.level == "province"]:
        return Pattern(text, Kind.SHORT, tuple(provinces))  # 海南, 河北: their homonyms need their rank
    kind = {"B": Kind.SHORT, "C": Kind.DOUBTFUL, "D": Kind.WORD}[grade[0]]
    return Pattern(text, kind, tuple(units), reason=grade[1])


def _full_kind(text: str, units: list[Unit], classes: dict[str, tuple[str, str]]) -> int:
    if units[0].level == "province":
        return Kind.PROVINCE
    if classes.get(text, ("", ""))[0] == "D":
        return Kind.NOUN
    return Kind.COUNTY if len(text) == 2 else Kind.FULL


@functools.cache
def load() -> list[Pattern]:
    """The patterns of the shipped data, read once per process."""
    return patterns(gazetteer.load())
