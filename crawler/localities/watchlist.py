"""The user's watched places, and what an article says about them."""

from __future__ import annotations

import functools
import heapq
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from crawler.hanzi import fold
from crawler.items import Mention, Passage, Place
from crawler.localities import evidence, gazetteer, names, passages, roles
from crawler.localities.errors import LocalitiesError
from crawler.localities.finder import explain
from crawler.localities.gazetteer import Gazetteer, Unit
from crawler.localities.mention import PlaceMention, Rejected


@dataclass(slots=True)
class Flags:
    """What one article says about places; the parts as in ``crawler.items``."""

    places: list[Place] = field(default_factory=list)
    """Every place of the article, in the order of first mention; ``watched`` tells which count."""
    mentions: list[Mention] = field(default_factory=list)
    """The occurrences in the body that count for a watched place, in order."""
    passages: list[Passage] = field(default_factory=list)
    """What to quote, by watched place in the order of the configuration, then by paragraph."""
    localities: list[str] = field(default_factory=list)
    """Names of the watched places mentioned in title or body, as configured, in the order of the configuration."""
    to_check: list[Mention] = field(default_factory=list)
    """Occurrences that may be a watched place but set nothing: unit not told, or weak evidence."""

    @property
    def flagged(self) -> bool:
        """Whether a watched place is mentioned."""
        return bool(self.localities)


@dataclass(slots=True)
class Watched:
    """One configured place."""

    name: str
    """As configured."""
    unit: Unit
    include_counties: bool = True
    aliases: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    needs_context: list[str] = field(default_factory=list)
    members: frozenset[str] = frozenset()
    """Codes that count for it: its own, and those of its counties unless left out."""


@dataclass(slots=True, frozen=True)
class Description:
    """One configured place, explained."""

    name: str
    code: str
    official_name: str
    level: str
    parents: list[str]
    """Official names, nearest first."""
    counties: list[str]
    """``code name`` of every current unit that counts for it."""
    aliases: list[str]
    exclude: list[str]
    needs_context: list[str]


class Watchlist:
    """Watched places.  Immutable; one instance may serve any number of articles."""

    def __init__(self, entries: Sequence[Watched], *, everything: bool = False) -> None:
        self._places: Gazetteer = gazetteer.load()
        self._entries = list(entries)
        self._everything = everything
        self._by_code: dict[str, list[Watched]] = {}
        self._for_code: dict[str, list[Watched]] = {}
        """What :meth:`entries_for` has answered."""
        for entry in self._entries:
            for code in entry.members:
                self._by_code.setdefault(code, []).append(entry)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read ``localities.toml``; raises LocalitiesError with a one-line message."""
        from crawler.localities.config import FILE

        path = Path(path)
        read = FILE.read(path)
        text = path.read_text(encoding="utf-8-sig") if read else ""
        return cls._build([(FILE.where(path, text, i), one.model_dump()) for i, one in enumerate(read)])

    @classmethod
    def of(cls, *given: str) -> Self:
        """Watch these names (either script) or codes, with their counties; raises LocalitiesError."""
        return cls._build([(f"place {i + 1}", {"name": one}) for i, one in enumerate(given)])

    @classmethod
    def _build(cls, configured: list[tuple[str, dict[str, object]]]) -> Self:
        everything = False
        entries: list[Watched] = []
        for where, options in configured:
            name = options.pop("name")
            if not isinstance(name, str):
                raise LocalitiesError(f"{where}: name is not text; write a name such as 晋城, or a six-digit code")
            if name.strip() == names.EVERYTHING:
                everything = True
                continue
            entry = Watched(name=name.strip(), unit=names.resolve(name, where), **options)  # type: ignore[arg-type]
            same = next((one for one in entries if one.unit is entry.unit), None)
            if same:
                raise LocalitiesError(
                    f"{where}: {entry.name} is {entry.unit.name} ({entry.unit.code}), already watched as {same.name}; keep one of them"
                )
            entry.members = _members(entry, where)
            entries.append(entry)
        return cls(entries, everything=everything)

    @property
    def names(self) -> list[str]:
        """The configured names, in order; ``*`` last when everything is watched."""
        return [entry.name for entry in self._entries] + ([names.EVERYTHING] if self._everything else [])

    def describe(self) -> list[Description]:
        """What each entry means: for ``scrapy localities``."""
        out = []
        for entry in self._entries:
            counties = sorted(entry.members - {entry.unit.code})
            units = [unit for code in counties if (unit := self._places.by_code(code)) and unit.until is None]
            out.append(
                Description(
                    name=entry.name,
                    code=entry.unit.code,
                    official_name=entry.unit.name,
                    level=entry.unit.level,
                    parents=[one.name for one in self._places.ancestors(entry.unit)],
                    counties=[f"{unit.code} {unit.name}" for unit in units],
                    aliases=list(entry.aliases),
                    exclude=list(entry.exclude),
                    needs_context=list(entry.needs_context),
                )
            )
        return out

    def flag(self, title: str, body: str, *, context: Sequence[str] = ()) -> Flags:
        """Find the places of one article and what of it to quote.

        Title and body are read as one text, so that a full name in either supports a short one in the other; only
        occurrences in ``body`` become mentions, with offsets in ``body``.  ``context``: codes of the site's own place.

        A county of a watched prefecture counts for the prefecture.  When both are watched it counts for both: the
        county's ``watched`` is its own entry, ``localities`` holds both, and each has its passages.
        """
        return _Flagging(self, title, body, context).flags()

    def entries_for(self, code: str) -> list[Watched]:
        """The entries a place counts for, its own first; with ``*`` every place is an entry of its own, without counties."""
        found = self._for_code.get(code)
        if found is None:
            found = self._for_code[code] = self._look_up(code)
        return found

    def _look_up(self, code: str) -> list[Watched]:
        entries = self._by_code.get(code, [])
        unit = self._places.by_code(code)
        if self._everything and unit and not any(entry.unit is unit for entry in entries):
            entries = [Watched(self._own_name(unit), unit, members=frozenset({code})), *entries]
        return sorted(entries, key=lambda entry: len(entry.members))

    def _own_name(self, unit: Unit) -> str:
        """The name under which ``*`` watches a place: official, with its parent when others are called so too."""
        same = [one for one in self._places.by_name(unit.name) if one.name == unit.name]
        return unit.name if len(same) == 1 or not unit.parent else self._places.units[unit.parent].name + unit.name

    def aliases(self) -> list[tuple[Watched, str]]:
        """Configured aliases, folded."""
        return [(entry, fold(alias)) for entry in self._entries for alias in entry.aliases]

    def rank(self, entry: Watched) -> int:
        """Place of an entry in the configuration; those that only ``*`` makes come last."""
        return next((i for i, one in enumerate(self._entries) if one is entry), len(self._entries))


def _members(entry: Watched, where: str) -> frozenset[str]:
    places = gazetteer.load()
    codes = {entry.unit.code}
    if entry.include_counties:
        codes |= {unit.code for unit in places.counties_of(entry.unit)}
    for word in entry.exclude:
        codes -= {unit.code for unit in places.by_name(word) if unit is not entry.unit}
    return frozenset(codes)


def _may_be(found: PlaceMention, alias: PlaceMention) -> bool:
    """Whether a mention is the very words of an alias, may be its place, and is not certain."""
    same = (found.start, found.end) == (alias.start, alias.end) and alias.code in found.candidates
    return same and (found.code is None or found.tier == "C")


class _Flagging:
    """One article against one watchlist."""

    def __init__(self, watchlist: Watchlist, title: str, body: str, context: Sequence[str]) -> None:
        self.watchlist, self.body = watchlist, body
        self.places = gazetteer.load()
        self.shift = len(title) + 1
        self.text = f"{title}\n{body}"
        self.paragraphs = body.split("\n")
        self.starts = passages.paragraph_starts(body)
        found, rejected = explain(self.text, context=context)
        self.doubtful = [one for one in rejected if one.doubtful and one.start >= self.shift]
        self.found = self._with_aliases(found)
        self.sure = {one.code for one in self.found if one.code and one.tier in "AB"}
        self.allowed: dict[str, list[Watched]] = {}
        """By code: the entries it counts for in this article, before excluded words are looked at."""
        self.excluded: dict[str, list[list[tuple[int, int]]]] = {}
        """By name of the entry: where each of its excluded words stands."""
        self.entries = [self._entries_of(one) for one in self.found]
        self.numbers = [self._paragraph(one.start) for one in self.found]

    @functools.cached_property
    def folded(self) -> str:
        """The text as aliases and words of the configuration are looked for in it; most configurations have none."""
        return fold(self.text)

    def flags(self) -> Flags:
        if not self.found and not self.doubtful:
            return Flags()
        out = Flags(places=self._all_places())
        hits: dict[str, tuple[Watched, set[int]]] = {}
        mentioned: dict[str, Watched] = {}
        for one, entries, number in zip(self.found, self.entries, self.numbers, strict=True):
            for entry in entries:
                mentioned[entry.name] = entry
                if number >= 0:
                    hits.setdefault(entry.name, (entry, set()))[1].add(number)
            if number < 0:
                continue
            if entries:
                out.mentions.append(self._mention(one, number))
            elif self._may_be_watched(one):
                out.to_check.append(self._mention(one, number))
        out.to_check += [self._doubtful(one) for one in self.doubtful if any(map(self._watched, one.candidates))]
        out.to_check.sort(key=lambda one: one.start)
        for entry, numbers in sorted(hits.values(), key=lambda pair: self.watchlist.rank(pair[0])):
            out.passages += passages.passages(entry.unit.code, self.paragraphs, numbers)
        out.localities = [entry.name for entry in sorted(mentioned.values(), key=self.watchlist.rank)]
        return out

    def _paragraph(self, offset: int) -> int:
        """The paragraph of the body at this offset of title and body together; -1 in the title."""
        return passages.paragraph_of(self.starts, offset - self.shift) if offset >= self.shift else -1

    def _entries_of(self, one: PlaceMention) -> list[Watched]:
        """The entries this occurrence counts for."""
        if one.code is None or one.code not in self.sure:
            return []
        entries = self.allowed.get(one.code)
        if entries is None:
            entries = self.allowed[one.code] = [
                entry for entry in self.watchlist.entries_for(one.code) if self._has_context(entry)
            ]
        return [entry for entry in entries if not entry.exclude or not self._is_excluded(one, entry)]

    def _has_context(self, entry: Watched) -> bool:
        return not entry.needs_context or any(fold(word) in self.folded for word in entry.needs_context)

    def _is_excluded(self, one: PlaceMention, entry: Watched) -> bool:
        """Whether the occurrence lies in one of the entry's excluded words."""
        words = self.excluded.get(entry.name)
        if words is None:
            words = self.excluded[entry.name] = [
                [found.span() for found in re.finditer(re.escape(fold(word)), self.folded)] for word in entry.exclude
            ]
        for spans in words:
            before = bisect_right(spans, (one.start, len(self.folded))) - 1
            if before >= 0 and one.end <= spans[before][1]:
                return True
        return False

    def _may_be_watched(self, one: PlaceMention) -> bool:
        return any(map(self._watched, [one.code] if one.code else one.candidates))

    def _watched(self, code: str) -> bool:
        return bool(self.watchlist.entries_for(code))

    def _doubtful(self, one: Rejected) -> Mention:
        start, end = one.start - self.shift, one.end - self.shift
        paragraph = passages.paragraph_of(self.starts, start)
        return Mention(code=None, text=one.text, start=start, end=end, paragraph=paragraph, tier="C", rule=one.reason)

    def _with_aliases(self, found: list[PlaceMention]) -> list[PlaceMention]:
        """The places found and the configured aliases, in order.

        An alias settles a mention that may be its place (朝阳区, or weak evidence); elsewhere it counts unless it lies in
        another place or a longer word runs across it.
        """
        aliases = self.watchlist.aliases()
        if not aliases:
            return found
        out, added, taken = list(found), [], set[int]()
        starts = [one.start for one in found]
        for entry, alias in aliases:
            unit = entry.unit
            for hit in re.finditer(re.escape(alias), self.folded):
                start, end = hit.span()
                settled = PlaceMention(unit.name, unit.code, start, end, "B", "configured_alias", [unit.code])
                last = bisect_left(starts, end)
                first = bisect_right(starts, start)
                first -= first > 0 and out[first - 1].end > start
                if not taken.isdisjoint(range(start, end)):
                    continue
                if first == last and not evidence.against_short_name(self.folded, start, end):
                    added.append(settled)
                    taken.update(range(start, end))
                elif last - first == 1 and _may_be(out[first], settled):
                    settled.institution, settled.official = out[first].institution, out[first].official
                    out[first] = settled
        return sorted([*out, *added], key=lambda one: one.start)

    def _mention(self, one: PlaceMention, number: int) -> Mention:
        start, end = one.start - self.shift, one.end - self.shift
        return Mention(
            code=one.code,
            text=self.body[start:end],
            start=start,
            end=end,
            paragraph=number,
            kind="official" if one.official else "institution" if one.institution else "place",
            tier=one.tier,
            rule=one.rule,
            institution=one.institution,
            official=one.official,
        )

    def _all_places(self) -> list[Place]:
        """One Place per unit, and one per ambiguous name, in the order of first mention."""
        out: dict[tuple[str, ...], Place] = {}
        numbers: dict[tuple[str, ...], set[int]] = {}
        for one, entries, number in zip(self.found, self.entries, self.numbers, strict=True):
            key = tuple(one.candidates)
            place = out.get(key)
            if place is None:
                place, numbers[key] = self._place(one), set()
                out[key] = place
            if place.watched is None and entries:
                place.watched = entries[0].name
            if number < 0:
                place.in_title = True
            else:
                place.mention_count += 1
                numbers[key].add(number)
        for key, place in out.items():
            place.passage_count = len(passages.runs(numbers[key]))
        self._tell_roles(out)
        return list(out.values())

    def _tell_roles(self, places: dict[tuple[str, ...], Place]) -> None:
        """How the article names each place, and whether it is about it."""
        inside = [one for one, number in zip(self.found, self.numbers, strict=True) if number >= 0]
        occurrences = [(one.start - self.shift, one.end - self.shift) for one in inside]
        listed = roles.in_lists(self.body, occurrences)
        lead = roles.lead_paragraph(self.paragraphs)
        told: dict[tuple[str, ...], list[tuple[int, bool]]] = {key: [] for key in places}
        for one, number, in_list in zip(inside, (n for n in self.numbers if n >= 0), listed, strict=True):
            told[tuple(one.candidates)].append((number, in_list))
        counts = {key: sum(not in_list for _, in_list in occurring) for key, occurring in told.items()}
        most = {level: self._two_most(level, places, counts) for level in {place.level for place in places.values()}}
        in_title = sum(place.in_title for place in places.values())
        for key, place in places.items():
            first, second = most[place.level]
            place.role = roles.role_of(
                in_title=place.in_title,
                numbers=[number for number, _ in told[key]],
                listed=[in_list for _, in_list in told[key]],
                lead=lead,
            )
            others = second if counts[key] == first else first
            place.focus = roles.is_focus(place.role, counts[key], others, other_in_title=in_title > place.in_title)

    @staticmethod
    def _two_most(
        level: str, places: dict[tuple[str, ...], Place], counts: dict[tuple[str, ...], int]
    ) -> tuple[int, int]:
        """How often the two places of a level that are named most are named; 0 for one that is not."""
        first, second, *_ = *heapq.nlargest(2, (counts[key] for key in places if places[key].level == level)), 0, 0
        return first, second

    def _place(self, one: PlaceMention) -> Place:
        unit = self.places.by_code(one.code) if one.code else None
        doubtful = unit is None or one.code not in self.sure
        first = unit or self.places.by_code(one.candidates[0])
        return Place(
            code=None if doubtful else one.code,
            name=one.name,
            level=first.level if first else "county",
            via=[parent.code for parent in self.places.ancestors(unit)] if unit else [],
            ambiguous=doubtful,
            candidates=list(one.candidates) if doubtful else [],
        )
