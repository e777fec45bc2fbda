"""Find places in a text: match the whole country, believe what the evidence allows, tell which unit is meant.

Three passes over the matches of one automaton (leftmost-longest, so that 沈阳|城区 is never 阳城):

1. direct evidence: the name itself, its class, what stands directly before and behind it;
2. weaker evidence for the names that need it: a list, an institution, the full form elsewhere, its city in the sentence, the
   campaigns named beside it;
3. which unit: parents and siblings in the sentence, then in the article; without evidence it stays open.

Every look around is bounded, so the time is linear in the length of the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from crawler.hanzi import fold
from crawler.localities import evidence, lexicon, resolve, segment, slogans
from crawler.localities.gazetteer import Unit
from crawler.localities.institutions import firm_after, institution_after
from crawler.localities.lexicon import Kind, Pattern
from crawler.localities.mention import PlaceMention, Rejected
from crawler.localities.officials import official_after

SURROGATES: Final = re.compile("[\ud800-\udfff]")
SENTENCE: Final = frozenset("。！？；\n")
WORDS: Final = frozenset({Kind.NOUN, Kind.WORD})
"""Names that are words of their own."""
SENTENCE_REACH: Final = 16
"""So many names on either side of a name are looked at within its sentence."""
HIDDEN_REACH: Final = 8
"""How far a name may go on behind a rejected one in which it begins."""


def find_places(text: str, *, context: Sequence[str] = ()) -> list[PlaceMention]:
    """The places named in ``text``, in order; what is returned is believed.

    ``context`` holds codes of the site's own place: they decide which 城区 a bare 城区纪委 means, nothing else.
    A mention whose unit the text does not tell has ``code`` None and several ``candidates``.
    """
    return _Reading(text, context).mentions()


def explain(text: str, *, context: Sequence[str] = ()) -> tuple[list[PlaceMention], list[Rejected]]:
    """Like :func:`find_places`, with the candidates that were not believed and the reason for each."""
    reading = _Reading(text, context)
    return reading.mentions(), reading.rejected()


@dataclass(slots=True)
class _Hit:
    pattern: Pattern
    start: int
    end: int
    units: tuple[Unit, ...]
    rule: str = ""
    """Set once it is believed."""
    tier: str = ""
    reason: str = ""
    """Set once it is not."""
    doubtful: bool = False
    """True when nothing but evidence is missing."""
    freed: bool = False
    """True when its rank was given back to the next word."""


class _Reading:
    """One text, read once."""

    def __init__(self, text: str, context: Sequence[str]) -> None:
        self.text, self.folded, self.context = text, fold(text), context
        self.full: set[str] = set()
        """Codes of the places named with their rank."""
        self.replaced: list[_Hit] = []
        """Rejected hits that hid another name."""
        self.listed = self.campaigns = False
        """Whether a name that needs evidence begins a list, or stands behind the adjective of a campaign."""
        automaton, patterns, _ = _automaton()
        try:
            found = automaton.find_matches_as_indexes(self.folded)
        except UnicodeEncodeError:  # half a surrogate pair, from a page cut in the middle
            self.folded = SURROGATES.sub("\ufffd", self.folded)
            found = automaton.find_matches_as_indexes(self.folded)
        self.found = found
        self.hits = [
            _Hit(pattern, start, end, pattern.units) for i, start, end in found if (pattern := patterns[i]).kind
        ]
        if self.hits:
            self._look(range(len(self.hits)))
            self._look_into_rejected()
            if self.listed:
                self._look_back_along_lists()
            if self.campaigns:
                self._look_at_slogans()
            self._resolve()

    def mentions(self) -> list[PlaceMention]:
        """The believed hits, with the institution or official each opens."""
        believed = [hit for hit in self.hits if hit.rule]
        text, folded, out = self.text, self.folded, []
        for number, hit in enumerate(believed, 1):
            units, start, end = hit.units, hit.start, hit.end
            next_place = believed[number].start if number < len(believed) else len(text) + 1
            institution = official = None
            if next_place != end and evidence.is_han(folded[end : end + 1]):
                institution = institution_after(folded, text, start, end, next_place)
                official = official_after(folded, text, start, end)
            told = len(units) == 1
            name, code = (units[0].name, units[0].code) if told else (hit.pattern.text, None)
            candidates = [code] if code else [unit.code for unit in units]
            out.append(PlaceMention(name, code, start, end, hit.tier, hit.rule, candidates, institution, official))
        return out

    def rejected(self) -> list[Rejected]:
        """The other hits, and the words that hold a place name without being that place."""
        out = [
            Rejected(
                self.text[hit.start : hit.end],
                hit.start,
                hit.end,
                [u.code for u in hit.units],
                hit.reason,
                hit.doubtful,
            )
            for hit in (*self.hits, *self.replaced)
            if not hit.rule
        ]
        patterns = _automaton()[1]
        for i, start, end in self.found:
            if patterns[i].kind == Kind.BLOCKER:
                out.append(Rejected(self.text[start:end], start, end, [], patterns[i].reason))
        return sorted(out, key=lambda one: one.start)

    def _look(self, numbers: Sequence[int]) -> None:
        """Decide about these hits: direct evidence for all of them first, weaker evidence for the rest then."""
        hits = self.hits
        for i in numbers:
            self._first_look(i, hits[i])
        for i in numbers:
            hit = hits[i]
            if not hit.rule and not hit.reason:
                self._second_look(i, hit)
                self.listed = self.listed or self.folded[hit.end : hit.end + 1] in evidence.HAN_LIST
                self.campaigns = self.campaigns or slogans.opens(self.folded, hit.start)

    def _first_look(self, i: int, hit: _Hit) -> None:
        """What the name and its direct neighbours decide."""
        kind = hit.pattern.kind
        if kind == Kind.FULL:
            self._look_at_full_name(i, hit)
        elif kind == Kind.PROVINCE:
            self._believe(hit, "province", "A")
        elif i and self._parent_before(hit, self.hits[i - 1]):
            return
        elif kind > Kind.NOUN:
            self._look_at_short_name(i, hit)
        elif kind == Kind.COUNTY:
            hit.reason = evidence.against_short_county(self.folded, hit.start, hit.end)
            if not hit.reason:
                self._believe(hit, "own_rank", "A")

    def _look_at_full_name(self, i: int, hit: _Hit) -> None:
        """阳城县: believed, unless the rank belongs to the next word (高平|市场) or to a title (李高平|市长)."""
        if hit.pattern.short and evidence.rank_belongs_to_next_word(self.folded, hit.end):
            hit.pattern, hit.freed = hit.pattern.short, True
            hit.end, hit.units = hit.start + len(hit.pattern.text), hit.pattern.units
            self._first_look(i, hit)
        elif len(hit.units) > 1 and i and self._parent_before(hit, self.hits[i - 1]):
            return
        elif hit.pattern.text in evidence.TOWN_SIDES and self._belongs_to_another(i, hit):
            hit.reason = "part of a longer name, or the town itself"
        elif evidence.is_person_with_title(self.folded, hit.start, hit.end):
            hit.reason = "a person's name with a title"
        else:
            self._believe(hit, "own_rank", "A")

    def _look_at_short_name(self, i: int, hit: _Hit) -> None:
        """阳城: nothing may speak against it; a name of class B is believed then, others wait for evidence."""
        if i + 1 < len(self.hits) and self._child_behind(hit, self.hits[i + 1]):
            return
        if hit.pattern.kind == Kind.WORD:
            return  # only a list can still help it: the segmenter is asked then
        hit.reason = self._against(i, hit)
        if hit.pattern.kind == Kind.SHORT and not hit.reason:
            self._believe(hit, "short_name", "B")

    def _against(self, i: int, hit: _Hit) -> str:
        """What the words around say against a short name."""
        if self._stands_free(i, hit):
            return ""
        listed = i > 0 and self._continues_list(self.hits[i - 1], hit)
        return evidence.against_short_name(self.folded, hit.start, hit.end, listed=listed)

    def _second_look(self, i: int, hit: _Hit) -> None:
        """Weaker evidence for names that need it."""
        kind = hit.pattern.kind
        if kind in WORDS and self._belongs_to_another(i, hit):
            hit.reason = "part of a longer name, or the town itself"
        elif self._in_list(i, hit):
            return
        elif kind == Kind.WORD:
            hit.reason = f"{hit.pattern.reason}, without evidence beside it"
        elif evidence.institution_follows(self.folded, hit.end):
            self._believe(hit, "institution_after", "A" if kind == Kind.NOUN else "B")
        elif kind == Kind.NOUN and evidence.district_follows(self.folded, hit.start, hit.end):
            self._believe(hit, "own_part_behind", "A")
        elif kind == Kind.DOUBTFUL and (named := [u for u in hit.units if u.code in self.full]):
            self._believe(hit, "full_form_in_text", "B", tuple(named))
        elif kind == Kind.DOUBTFUL and (below := resolve.under(hit.units, self._cities_in_sentence(i))):
            self._believe(hit, "city_in_sentence", "C", tuple(below))
        else:
            hit.reason = f"{hit.pattern.reason or 'ambiguous name'}, without evidence in the text"
            hit.doubtful = kind != Kind.NOUN or evidence.free_before(self.folded, hit.start)

    def _parent_before(self, hit: _Hit, before: _Hit) -> bool:
        """山西|高平, 晋城市|城区: the place that it is part of stands directly before it."""
        if not before.rule or self.folded[before.end : hit.start] not in evidence.GAPS:
            return False
        children = [u for u in hit.units if any(resolve.is_part_of(u, one.code) for one in before.units)]
        kind = hit.pattern.kind
        if not children or (kind > Kind.NOUN and evidence.followed_by_other_thing(self.folded, hit.end)):
            return False
        if kind == Kind.WORD and self._is_word(hit):
            return False
        if hit.pattern.text in evidence.TOWN_ITSELF and before.pattern.kind == Kind.SHORT:
            exists = any(u.until is None and u.name == hit.pattern.text for u in children)
            if evidence.may_be_town_itself(self.folded, hit.start, hit.end, exists=exists):
                return False
        self._believe(hit, "parent_before", "A", tuple(children))
        return True

    def _is_word(self, hit: _Hit) -> bool:
        """荆州|公安, 荆州市|公安局: behind its parent too the name is an ordinary word."""
        if hit.pattern.text == evidence.POLICE and not firm_after(self.folded, hit.end):
            return True
        if evidence.institution_follows(self.folded, hit.end):
            return False
        return bool(evidence.against_short_name(self.folded, hit.start, hit.end, listed=True))

    def _belongs_to_another(self, i: int, hit: _Hit) -> bool:
        """沈阳|城区, 主|城区: the town of that name or a part of it, whatever stands beside it."""
        before = self.hits[i - 1] if i else None
        if before and before.end == hit.start and (before.rule or before.pattern.kind != Kind.WORD):
            return not any(resolve.is_part_of(u, one.code) for u in hit.units for one in before.units)
        text, start = self.folded, hit.start
        if hit.pattern.kind == Kind.WORD or evidence.free_before(text, start):
            return False
        return not evidence.word_before_is_apart(text, start)

    def _child_behind(self, hit: _Hit, after: _Hit) -> bool:
        """朝阳|龙城: a place that is part of it stands directly behind it."""
        if after.start != hit.end:
            return False
        parents = [u for u in hit.units if any(resolve.is_part_of(child, u.code) for child in after.pattern.units)]
        if parents:
            self._believe(hit, "child_behind", "A", tuple(parents))
        return bool(parents)

    def _stands_free(self, i: int, hit: _Hit) -> bool:
        """No Chinese before it, and none or another name right behind it: no word can run across its edges."""
        text, start, end = self.folded, hit.start, hit.end
        if start and (evidence.is_han(text[start - 1]) or text[start - 1] in evidence.DOTS):
            return False
        if i + 1 < len(self.hits) and self.hits[i + 1].start == end:
            return True
        return not evidence.is_han(text[end : end + 1])

    def _continues_list(self, before: _Hit, hit: _Hit) -> bool:
        """昌平|和|平谷: a believed place and one character of a list stand before the name."""
        between = self.folded[before.end : hit.start]
        return bool(before.rule) and (between in evidence.HAN_LIST or between in evidence.DOTS)

    def _in_list(self, i: int, hit: _Hit) -> bool:
        """A neighbour in a list that shares the parent vouches for a name: 阳城、沁水两县."""
        for j in (i - 1, i + 1):
            if not 0 <= j < len(self.hits):
                continue
            other = self.hits[j]
            first, second = (other, hit) if j < i else (hit, other)
            if second.start - first.end != 1 or self.folded[first.end] not in evidence.HAN_LIST:
                continue
            if not other.rule and not WORDS.isdisjoint((hit.pattern.kind, other.pattern.kind)):
                continue  # 城区、郊区; 河东、河西; 合作、友好: words vouch for nothing
            siblings = resolve.siblings(hit.units, other.units)
            if siblings and not (hit.pattern.kind == Kind.WORD and self._against(i, hit)):
                self._believe(hit, "list_with_sibling", "A", tuple(siblings))
                return True
        return False

    def _believe(self, hit: _Hit, rule: str, tier: str, units: tuple[Unit, ...] = ()) -> None:
        hit.rule, hit.tier = rule, tier
        hit.units = units or hit.units
        if hit.pattern.kind in (Kind.FULL, Kind.COUNTY):
            self.full.update(unit.code for unit in hit.units)

    def _look_into_rejected(self) -> None:
        """Names that begin inside a rejected one take its place: 和|安庆, where 和安 is the short name of a county too."""
        unsettled = [(i, hit) for i, hit in enumerate(self.hits) if not hit.rule or hit.freed]
        found = [(hit, inside) for i, hit in unsettled if (inside := self._inside(i, hit))]
        if not found:
            return
        fresh = {id(inside) for _, inside in found}
        replaced = {id(hit) for hit, _ in found if not hit.rule}
        self.replaced = [hit for hit, _ in found if not hit.rule]
        kept = [hit for hit in self.hits if id(hit) not in replaced]
        self.hits = sorted([*kept, *(inside for _, inside in found)], key=lambda one: one.start)
        self._look([i for i, hit in enumerate(self.hits) if id(hit) in fresh])

    def _inside(self, i: int, hit: _Hit) -> _Hit | None:
        """The name that begins inside a rejected hit, or right behind one that gave its rank back (乐山|市中区)."""
        automaton, patterns, heads = _automaton()
        folded, base, last = self.folded, hit.end if hit.freed else hit.start + 1, hit.end + hit.freed
        while base < last and folded[base : base + 2] not in heads:
            base += 1
        if base == last:
            return None
        limit = self.hits[i + 1].start if i + 1 < len(self.hits) else len(folded)
        for k, start, end in automaton.find_matches_as_indexes(folded[base : min(last + HIDDEN_REACH, limit)]):
            if base + start >= last:
                return None
            if patterns[k].kind != Kind.BLOCKER:
                return _Hit(patterns[k], base + start, base + end, patterns[k].units)
        return None

    def _look_back_along_lists(self) -> None:
        """矿区、郊区、平定县: the believed end of a list vouches for the words before it."""
        hits = self.hits
        for i in range(len(hits) - 2, -1, -1):
            hit = hits[i]
            if hit.rule or hit.pattern.kind not in WORDS or not hits[i + 1].rule:
                continue
            if not self._belongs_to_another(i, hit) and self._in_list(i, hit):
                hit.reason, hit.doubtful = "", False

    def _look_at_slogans(self) -> None:
        """清廉高平、书香泽州: an ambiguous name behind such an adjective counts when something else in the text supports it."""
        waiting = [
            i
            for i, hit in enumerate(self.hits)
            if hit.pattern.kind > Kind.SHORT
            and (hit.tier == "C" or (not hit.rule and (hit.doubtful or hit.pattern.kind == Kind.WORD)))
            and slogans.opens(self.folded, hit.start)
        ]
        if waiting:
            told = {hit.units[0].code for hit in self.hits if len(hit.units) == 1 and hit.tier in ("A", "B")}
            for i in waiting:
                self._look_at_slogan(i, self.hits[i], told)

    def _look_at_slogan(self, i: int, hit: _Hit, told: set[str]) -> None:
        """Support is the place itself, a partner in the list of campaigns, or what it is part of.

        A word (和平, 资源) needs its full name or a partner, and is to be checked still: 平安和平 may be no place at all.
        """
        word = hit.pattern.kind == Kind.WORD
        if word and self._is_word(hit):
            return
        partners = [one for one in self._partners(i, hit) if one.rule or (not word and one.doubtful)]
        units, tier = [u for u in hit.units if u.code in (self.full if word else told)], "B"
        for one in partners:
            others = resolve.narrowed(one.units, one.pattern.text)
            above = [u for u in hit.units if any(resolve.is_part_of(other, u.code) for other in others)]
            beside = resolve.siblings(hit.units, others) or resolve.under(hit.units, {unit.code for unit in others})
            units = units or above + beside
        if not word:
            units = units or [u for u in hit.units if u.parent in told and not u.parent.endswith("0000")]
            if not units:
                units, tier = resolve.under(hit.units, told), "C"
        if units:
            hit.reason, hit.doubtful = "", False
            self._believe(hit, "slogan", "C" if word else tier, tuple(units))

    def _partners(self, i: int, hit: _Hit) -> Iterator[_Hit]:
        """The names before and behind it in a list of campaigns; 平安 and other adjectives that are names are passed over."""
        hits, text, head = self.hits, self.folded, hit.start - slogans.LENGTH
        before = next((one for one in reversed(hits[max(0, i - 2) : i]) if one.end <= head), None)
        if before and slogans.joined(text, before.end, head):
            yield before
        for one in hits[i + 1 : i + 3]:
            if slogans.joined(text, hit.end, one.start - slogans.LENGTH) and slogans.opens(text, one.start):
                yield one

    def _in_sentence(self, i: int) -> Iterator[_Hit]:
        """The believed hits in the sentence of hit ``i``, those before it from near to far, then those behind it."""
        hits, text = self.hits, self.folded
        for j in range(i - 1, max(-1, i - 1 - SENTENCE_REACH), -1):
            if not SENTENCE.isdisjoint(text[hits[j].end : hits[j + 1].start]):
                break
            if hits[j].rule:
                yield hits[j]
        for j in range(i + 1, min(len(hits), i + 1 + SENTENCE_REACH)):
            if not SENTENCE.isdisjoint(text[hits[j - 1].end : hits[j].start]):
                break
            if hits[j].rule:
                yield hits[j]

    def _cities_in_sentence(self, i: int) -> set[str]:
        told = (one.units[0] for one in self._in_sentence(i) if len(one.units) == 1)
        return {unit.code for unit in told if unit.level == "prefecture" or unit.code in resolve.MUNICIPALITIES}

    def _resolve(self) -> None:
        """Tell the unit of every believed mention; leave it open when the text does not."""
        open_hits = []
        told: set[str] = set()
        for i, hit in enumerate(self.hits):
            if not hit.rule:
                continue
            if len(hit.units) > 1:
                hit.units = self._renamed(i, hit) or resolve.narrowed(hit.units, hit.pattern.text)
            if len(hit.units) > 1:
                open_hits.append(i)
            else:
                told.add(hit.units[0].code)
        if open_hits:
            self._choose(open_hits, told)
            self._same_as_before(open_hits)

    def _renamed(self, i: int, hit: _Hit) -> tuple[Unit, ...]:
        """邢台市…桥西区: a former district whose city stands in the sentence, when no present one lies there."""
        former = resolve.formerly(hit.units, hit.pattern.text)
        if not former:
            return ()
        beside = {one.units[0].code for one in self._in_sentence(i) if len(one.units) == 1}
        there = [unit for unit in hit.units if unit.parent in beside]
        return tuple(there) if there and all(unit in former for unit in there) else ()

    def _choose(self, open_hits: Sequence[int], told: set[str]) -> None:
        """Which unit each open mention is.  The same name with the same neighbours is decided once: lists of hundreds occur."""
        decided: dict[tuple[object, ...], tuple[Unit, ...]] = {}
        some_told = bool(told)
        for i in open_hits:
            hit = self.hits[i]
            beside = [one.units[0] for one in self._in_sentence(i) if len(one.units) == 1] if some_told else []
            people = evidence.people_after(self.folded, hit.end)
            key = (hit.units, hit.pattern.kind, people, *beside)
            if key not in decided:
                decided[key] = tuple(
                    resolve.choose(
                        hit.units,
                        people=people,
                        sentence=beside,
                        article=told,
                        full=self.full,
                        bare=hit.pattern.kind > Kind.NOUN,
                        alone=hit.pattern.kind == Kind.SHORT,
                        context=self.context,
                    )
                )
            hit.units = decided[key]
            some_told = some_told or len(hit.units) == 1

    def _same_as_before(self, open_hits: Sequence[int]) -> None:
        """One sense per article: what one occurrence of a name tells holds for the others, unless two differ."""
        senses: dict[str, set[str]] = {}
        for hit in self.hits:
            if hit.rule and len(hit.units) == 1:
                senses.setdefault(hit.pattern.text, set()).add(hit.units[0].code)
        for i in open_hits:
            hit = self.hits[i]
            told = senses.get(hit.pattern.text, set())
            if len(hit.units) > 1 and len(told) == 1:
                hit.units = tuple(unit for unit in hit.units if unit.code in told) or hit.units


@functools.cache
def _automaton() -> tuple[AhoCorasick, list[Pattern], frozenset[str]]:
    """The automaton, its patterns by number, and the first two characters of every name."""
    segment.load()
    patterns = lexicon.load()
    heads = frozenset(one.text[:2] for one in patterns if one.kind != Kind.BLOCKER)
    return AhoCorasick([one.text for one in patterns], matchkind=MatchKind.LeftmostLongest), patterns, heads
