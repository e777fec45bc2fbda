"""The hand-made and generated tables fit together, and loading stays light."""

import subprocess
import sys

import pytest

from crawler.hanzi import fold
from crawler.localities import gazetteer, lexicon
from crawler.localities.lexicon import Kind

PATTERNS = {one.text: one for one in lexicon.load()}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("晋城市", Kind.FULL),
        ("晋城", Kind.SHORT),
        ("高平", Kind.DOUBTFUL),
        ("公安", Kind.WORD),
        ("合作", Kind.WORD),
        ("城区", Kind.NOUN),
        ("沁县", Kind.COUNTY),
        ("山西省", Kind.PROVINCE),
        ("山西", Kind.SHORT),
        ("长治久安", Kind.BLOCKER),
    ],
)
def test_kinds(text: str, kind: int) -> None:
    assert PATTERNS[text].kind == kind


def test_patterns_are_folded_and_unique() -> None:
    texts = [one.text for one in lexicon.load()]
    assert len(texts) == len(set(texts))
    assert all(fold(text) == text for text in texts)
    assert all(one.units for one in lexicon.load() if one.kind != Kind.BLOCKER)


def test_hand_made_classes_name_known_places_once_with_a_reason() -> None:
    known = set(gazetteer.load().names())
    seen: set[str] = set()
    for names, grade, reason in gazetteer.rows("classes.tsv"):
        assert grade in {"B", "C", "D"}
        assert reason
        for name in names.split():
            assert fold(name) in known, name
            assert name not in seen, name
            seen.add(name)


def test_blockers_have_a_reason_and_hold_a_place_name() -> None:
    names = {one.text for one in lexicon.load() if one.kind != Kind.BLOCKER}
    for word, reason in lexicon.blockers():
        assert reason
        inside = {word[i:j] for i in range(len(word)) for j in range(i + 2, len(word) + 1)}
        assert inside & names, word


def test_generated_tables_tell_their_sources() -> None:
    for file in ("gazetteer.tsv", "blockers.tsv"):
        head = (gazetteer.DATA / file).read_text(encoding="utf-8")[:1500]
        assert "tools/build_gazetteer.py" in head
        assert "MIT" in head


def test_finding_places_needs_neither_pydantic_nor_a_toml_reader() -> None:
    code = (
        "import sys; from crawler.localities import find_places; find_places('山西省晋城市');"
        "print([one for one in ('pydantic', 'tomllib', 'scrapy', 'opencc', 'crawler.localities.watchlist') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
