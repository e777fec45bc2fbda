"""Which of several units of one name is meant.  Never the first by default: no evidence, no answer."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from crawler.localities.gazetteer import Unit

MUNICIPALITIES: Final = frozenset({"110000", "120000", "310000", "500000"})
"""Provinces that are cities."""


def is_part_of(unit: Unit, code: str) -> bool:
    """Whether ``unit`` lies in the place with this code, by the codes alone: 140522 in 140500 and in 140000."""
    if code == unit.code:
        return False
    return code == unit.parent or code == unit.code[:4] + "00" or code == unit.code[:2] + "0000"


def under(units: Iterable[Unit], codes: Collection[str]) -> list[Unit]:
    """The units that are part of one of ``codes``."""
    return [
        u
        for u in units
        if any(up in codes and up != u.code for up in (u.parent, u.code[:4] + "00", u.code[:2] + "0000"))
    ]


def siblings(units: Iterable[Unit], others: Iterable[Unit]) -> list[Unit]:
    """The units that share their parent with one of ``others``, which are not the same unit."""
    parents = {other.parent: other for other in others if other.parent}
    return [unit for unit in units if unit.parent in parents and parents[unit.parent] is not unit]


def is_called(unit: Unit, name: str) -> bool:
    """Whether the unit exists and has the name today."""
    return unit.until is None and (unit.name == name or name in unit.shorts or name in unit.aliases)


@functools.lru_cache(maxsize=4096)
def formerly(units: tuple[Unit, ...], name: str) -> tuple[Unit, ...]:
    """The units that had the name once and have it no more."""
    return tuple(unit for unit in units if not is_called(unit, name))


@functools.lru_cache(maxsize=4096)
def narrowed(units: tuple[Unit, ...], name: str) -> tuple[Unit, ...]:
    """Without those that only once had the name, when a unit has it now.

    And without the counties of a prefecture of the same short name: 衡阳 is 衡阳市, its county needs the 县.
    """
    now = [unit for unit in units if is_called(unit, name)] or list(units)
    if len(now) > 1:
        codes = {unit.code for unit in now}
        now = [unit for unit in now if unit.parent not in codes]
    return tuple(now)


def choose(
    units: Sequence[Unit],
    *,
    people: str,
    sentence: Sequence[Unit],
    article: Collection[str],
    full: Collection[str],
    bare: bool,
    alone: bool,
    context: Sequence[str],
) -> list[Unit]:
    """The units that remain after the evidence, nearest evidence first; one when it is told.

    ``people``: a people named behind the name (台江|苗族).  ``sentence``: units told in the sentence, near to far.
    ``article``: codes told anywhere.  ``full``: codes of units named with their rank.  ``bare``: the name has no rank;
    ``alone``: and is believed without evidence (大同, not 朝阳).  ``context``: codes of the site's own place.
    """
    if people and (own := [unit for unit in units if _belongs_to(unit, people)]):
        units = own
    for other in sentence:
        if len(units) == 1:
            break
        units = under(units, {other.code}) or units
    steps = (
        lambda left: siblings(left, sentence),
        lambda left: [unit for unit in left if unit.code in full] if bare else [],
        lambda left: [unit for unit in left if unit.parent in article and not unit.parent.endswith("0000")],
        lambda left: by_convention(left) if alone else [],
        lambda left: under(left, article),
        lambda left: under(left, context),
    )
    left = list(units)
    for step in steps:
        if len(left) == 1:
            break
        left = step(left) or left
    return left


def by_convention(units: Sequence[Unit]) -> list[Unit]:
    """A bare name that a prefecture shares with districts elsewhere means the prefecture: 大同, 西安.

    Everyday usage, since a district needs its city beside it.  Nothing when that does not decide.
    """
    prefectures = [unit for unit in units if unit.level == "prefecture"]
    return prefectures if len(prefectures) == 1 else []


def _belongs_to(unit: Unit, people: str) -> bool:
    """Whether the unit or its prefecture is named after a people: 台江县 lies in 黔东南苗族侗族自治州."""
    from crawler.localities import gazetteer

    places = gazetteer.load()
    return any(people in one.name for one in (unit, *places.ancestors(unit)))
