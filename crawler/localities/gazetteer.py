"""The country's administrative units: names, codes, parents, former names.

Data: ``data/gazetteer.tsv`` (generated, see ``tools/build_gazetteer.py``) and ``data/aliases.tsv`` (by hand).
A place is an object of its own; codes and names are lists on it, because the same code gets new names (黔西县 became
黔西市) and the same place new codes (崇川区 320602, now 320613).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crawler.hanzi import fold

DATA: Final = Path(__file__).parent / "data"
RANKS: Final = re.compile(r"(?:自治[州县旗区]|特别行政区|地区|新区|矿区|林区|特区|[省市县区州盟旗府])$")
"""The end of a name that tells its rank."""
LEVELS: Final = {"pv": "province", "pr": "prefecture", "co": "county"}


@dataclass(slots=True, frozen=True)
class FormerName:
    """A name or code a place no longer has.  Years are the first and last one, None when unknown."""

    name: str
    code: str
    first: int | None
    last: int | None


@dataclass(slots=True, eq=False)
class Unit:
    """One administrative unit."""

    code: str
    """GB/T 2260 code; the last one it had when it was abolished."""
    name: str
    """Official name, Simplified."""
    level: str
    """province, prefecture or county."""
    parent: str
    """Code of what it is part of; empty for a province."""
    shorts: tuple[str, ...]
    """Names without the rank: 泽州; 恩施, 恩施州."""
    former: tuple[FormerName, ...]
    until: int | None
    """Last year of a unit that was abolished without a successor."""
    aliases: tuple[str, ...] = ()
    """Other spellings and historical names: 濬县, 泽州府."""

    def __repr__(self) -> str:
        return f"Unit({self.code} {self.name})"


class Gazetteer:
    """All units, by code and by name."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: dict[str, Unit] = {unit.code: unit for unit in units}
        self._codes: dict[str, Unit] = {}
        self._names: dict[str, list[Unit]] = {}
        for unit in self.units.values():
            for former in unit.former:
                self._codes.setdefault(former.code, unit)
        self._codes |= self.units
        for unit in self.units.values():
            for name in self.names_of(unit):
                units_of_name = self._names.setdefault(fold(name), [])
                if unit not in units_of_name:
                    units_of_name.append(unit)

    @staticmethod
    def names_of(unit: Unit) -> Iterator[str]:
        """Every name of the unit: official, short, former (with and without rank: 襄樊市, 襄樊), aliases."""
        yield unit.name
        yield from unit.shorts
        for former in unit.former:
            yield former.name
            stem = RANKS.sub("", former.name)
            if len(stem) > 1 and not RANKS.search(stem):  # 达县地区 does not make 达县 a name of its successor
                yield stem
        yield from unit.aliases

    def by_code(self, code: str) -> Unit | None:
        """The unit that has or had this six-digit code."""
        return self._codes.get(code)

    def by_name(self, name: str) -> list[Unit]:
        """The units that have or had this name, official or short, in either script; current units first."""
        found = self._names.get(fold(name.strip()), [])
        return sorted(found, key=lambda unit: (unit.until is not None, unit.code))

    def names(self) -> Iterator[str]:
        """Every name, folded."""
        return iter(self._names)

    def ancestors(self, unit: Unit) -> list[Unit]:
        """What the unit is part of, nearest first: prefecture, then province."""
        out = []
        while unit.parent:
            unit = self.units[unit.parent]
            out.append(unit)
        return out

    def counties_of(self, unit: Unit) -> list[Unit]:
        """The current and abolished units directly under a prefecture or, for a province, everything below it."""
        prefix = unit.code[:2] if unit.level == "province" else unit.code[:4]
        below = (other for other in self.units.values() if other.code.startswith(prefix) and other is not unit)
        return [] if unit.level == "county" else list(below)

    def describe(self, unit: Unit) -> str:
        """One unit for messages: ``140502 城区 (晋城市, 山西省)``."""
        parents = ", ".join(one.name for one in self.ancestors(unit))
        gone = f", until {unit.until}" if unit.until else ""
        return f"{unit.code} {unit.name}" + (f" ({parents}{gone})" if parents or gone else "")


@functools.cache
def load() -> Gazetteer:
    """The shipped gazetteer, read once per process."""
    aliases: dict[str, list[str]] = {}
    for code, name, _ in rows("aliases.tsv"):
        aliases.setdefault(code, []).append(name)
    return Gazetteer(_unit(cells, aliases) for cells in rows("gazetteer.tsv"))


def rows(file: str) -> Iterator[list[str]]:
    """The lines of a table in ``data/`` as cells; empty lines and lines that begin with # are skipped."""
    for line in (DATA / file).read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            yield line.split("\t")


def _unit(cells: list[str], aliases: dict[str, list[str]]) -> Unit:
    code, level, parent, name, shorts, former, until = cells
    return Unit(
        code=code,
        name=name,
        level=LEVELS[level],
        parent=parent,
        shorts=tuple(shorts.split(",")) if shorts else (),
        former=tuple(map(_former, former.split(","))) if former else (),
        until=int(until) if until else None,
        aliases=tuple(aliases.get(code, ())),
    )


def _former(text: str) -> FormerName:
    name, code, years = text.split(":")
    first, last = years.split("-")
    return FormerName(name, code, int(first) if first else None, int(last) if last else None)
