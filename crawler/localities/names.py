"""From a configured name to the one unit it means, or a message that says what to write instead."""

from __future__ import annotations

import difflib
from typing import Final

from crawler.hanzi import fold
from crawler.localities import gazetteer, lexicon
from crawler.localities.errors import LocalitiesError
from crawler.localities.finder import find_places
from crawler.localities.gazetteer import Gazetteer, Unit
from crawler.localities.lexicon import Kind

EVERYTHING: Final = "*"


def resolve(name: str, where: str) -> Unit:
    """The unit that ``name`` (either script, official, short or former; or a code) means.

    A short name that several units share means the prefecture when it is believed without evidence (长沙, 西安); otherwise
    the user has to say which: 朝阳, 城区, 鼓楼区.  Raises LocalitiesError, one line that begins with ``where``.
    """
    places, name = gazetteer.load(), name.strip()
    if not name:
        raise LocalitiesError(f"{where}: name is empty; write a name such as 晋城, or a six-digit code")
    if name.isascii() and name.isdigit():
        return _by_code(places, name, where)
    units = places.by_name(name) or _with_parents(places, name)
    if not units:
        raise LocalitiesError(f"{where}: no place is called {name}{_nearest(places, name)}")
    units = _preferred(units, fold(name))
    if len(units) > 1:
        listed = "; ".join(places.describe(unit) for unit in units)
        remedy = "write one of the codes as the name, or the place behind its parent (北京朝阳区)"
        raise LocalitiesError(f"{where}: {name} may be {listed}; {remedy}")
    return units[0]


def _with_parents(places: Gazetteer, name: str) -> list[Unit]:
    """晋城市城区, 北京朝阳区: the last place, when nothing but places that hold it stand before it."""
    found = find_places(name)
    edges = [0, *(one.end for one in found)]
    if not found or [*(one.start for one in found), len(name)] != edges or found[-1].code is None:
        return []
    unit = places.by_code(found[-1].code)
    parents = {one.code for one in places.ancestors(unit)} if unit else set()
    return [unit] if unit and all(one.code in parents for one in found[:-1]) else []


def _preferred(units: list[Unit], name: str) -> list[Unit]:
    """Current units with that very name, then current units, then the prefecture of a name that stands for itself."""
    for narrower in (
        [unit for unit in units if unit.until is None and fold(unit.name) == name],
        [unit for unit in units if unit.until is None and name in map(fold, (*unit.shorts, *unit.aliases))],
        [unit for unit in units if unit.until is None],
    ):
        if narrower:
            units = narrower
            break
    if provinces := [unit for unit in units if unit.level == "province"]:
        return provinces
    prefectures = [unit for unit in units if unit.level == "prefecture"]
    return prefectures if len(prefectures) == 1 and _stands_alone(name) else units


def _stands_alone(name: str) -> bool:
    """Whether the finder believes the bare name without evidence."""
    return any(one.text == name and one.kind == Kind.SHORT for one in lexicon.load())


def _by_code(places: Gazetteer, code: str, where: str) -> Unit:
    unit = places.by_code(code)
    if unit is None:
        hint = (
            "a code has six digits" if len(code) != 6 else "codes are those of GB/T 2260, for example 140500 for 晋城市"
        )
        raise LocalitiesError(f"{where}: no place has the code {code}; {hint}")
    return unit


def _nearest(places: Gazetteer, name: str) -> str:
    """Up to three names that look alike; among equals those with the same first character and of higher rank."""
    folded = fold(name)
    matcher = difflib.SequenceMatcher(None, b=folded)
    scored = []
    for known in places.names():
        matcher.set_seq1(known)
        if matcher.quick_ratio() >= 0.5 and (ratio := matcher.ratio()) >= 0.5:
            unit = places.by_name(known)[0]
            scored.append((-ratio, known[0] != folded[0], unit.level == "county", unit.code, unit))
    units = list({one[-1].code: one[-1] for one in sorted(scored, key=lambda one: one[:4])}.values())
    if not units:
        return "; write an official or short name, or a six-digit code"
    return "; did you mean " + ", ".join(places.describe(unit) for unit in units[:3]) + "?"
