"""The declared truth of the sample site agrees with itself and with the articles."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from opencc import OpenCC

from crawler.sample import make_truth
from crawler.sample.content import SECTIONS, Entry, entries

ENTRIES = entries()
STEMS = {
    "140500": "晋城|晉城",
    "140502": "(?<=晋城市)城区|(?<=晉城市)城區",
    "140521": "沁水",
    "140522": "阳城|陽城",
    "140524": "陵川",
    "140525": "泽州|澤州",
    "140581": "高平",
}
SIMPLIFY = OpenCC("t2s")
LEAD_INS = ("例如", "比如", "同时", "同時", "此外")


def name(entry: Entry) -> str:
    return str(entry.id)


every = pytest.mark.parametrize("entry", ENTRIES, ids=name)


def test_truth_file_is_what_the_script_writes() -> None:
    written = make_truth.TRUTH.read_text("utf-8")
    assert written == make_truth.as_lines(make_truth.truth()), "run: python -m crawler.sample.make_truth"
    assert len([json.loads(line) for line in written.splitlines()]) == len(ENTRIES)


def test_numbers_of_the_sample() -> None:
    assert len(ENTRIES) == 63
    assert sum(bool(entry.mentions) for entry in ENTRIES) == 14
    assert Counter(entry.language for entry in ENTRIES) == {"zh-Hans": 55, "zh-Hant": 8}
    assert {entry.section for entry in ENTRIES} == set(SECTIONS)


def test_nothing_occurs_twice() -> None:
    assert len({entry.url for entry in ENTRIES}) == len(ENTRIES)
    assert len({(entry.title, entry.body) for entry in ENTRIES}) == len(ENTRIES)
    sentences = Counter(s for entry in ENTRIES for s in set(re.split("[。！？\n]", entry.body)) if len(s) > 16)
    assert [s for s, times in sentences.items() if times > 1] == []


def test_dates_lie_in_the_fixed_range_and_ids_follow_them() -> None:
    days = [entry.day.isoformat() for entry in sorted(ENTRIES, key=lambda entry: entry.id)]
    assert days == sorted(days)
    assert days[0] >= "2024-01-01"
    assert days[-1] <= "2025-06-30"


@every
def test_paragraphs_are_clean_lines(entry: Entry) -> None:
    for paragraph in entry.paragraphs:
        assert paragraph.text
        assert paragraph.text == paragraph.text.strip()


@every
def test_mentions_are_all_the_names_outside_traps(entry: Entry) -> None:
    found: Counter[tuple[str, int]] = Counter()
    for number, line in enumerate(entry.body.split("\n")):
        for trap in entry.traps:
            line = line.replace(trap, "")
        found.update({(code, number): len(re.findall(stem, line)) for code, stem in STEMS.items()})
    assert +found == Counter(entry.mentions)


@every
def test_traps_stand_in_the_body(entry: Entry) -> None:
    assert [trap for trap in entry.traps if trap not in entry.body] == []
    assert not (entry.traps and entry.mentions)


@every
def test_passages_hold_the_mentions_and_their_declared_words(entry: Entry) -> None:
    lines = entry.body.split("\n")
    hits = sorted({paragraph for _, paragraph in entry.mentions})
    quoted = []
    for quote in entry.passages:
        first, last = quote.paragraphs
        assert lines[first].startswith(quote.begins)
        assert lines[last].endswith(quote.ends)
        opening = first + quote.lead_in
        assert quote.lead_in == (opening - 1 not in hits and lines[opening].startswith(LEAD_INS))
        quoted += range(opening, last + 1)
    assert quoted == hits


@every
def test_parts_of_the_headline_stand_in_it(entry: Entry) -> None:
    for part in (entry.kicker, entry.subtitle, entry.headline):
        assert part is None or part in " ".join(entry.heading)
    if title := entry.series.get("title"):
        assert title in f"{entry.title}\n{entry.body}"


@every
def test_authors_stand_in_the_body(entry: Entry) -> None:
    for author, _, *organization in entry.authors:
        assert author in entry.body
        assert all(one in entry.body for one in organization)


@every
def test_script(entry: Entry) -> None:
    text = f"{entry.title}{entry.body}"
    assert (SIMPLIFY.convert(text) == text) == (entry.language == "zh-Hans")
