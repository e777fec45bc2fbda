"""Folding: one character for one, idempotent, and the names that plain tables get wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hanzi import fold
from crawler.hanzi.folding import table

NAMES = [
    ("晉城", "晋城"),
    ("沁縣、陵川縣、陽城縣", "沁县、陵川县、阳城县"),
    ("濬縣", "浚县"),
    ("澂江", "澄江"),
    ("於潛", "于潜"),
    ("臺灣省臺中市", "台湾省台中市"),
    ("中衞市", "中卫市"),
    ("敍永縣", "叙永县"),
    ("裏、裡", "里、里"),
    ("羣眾路綫", "群众路线"),
    ("瀋陽", "沈阳"),
    ("厯史", "历史"),
]


@pytest.mark.parametrize(("traditional", "simplified"), NAMES)
def test_names(traditional: str, simplified: str) -> None:
    assert fold(traditional) == simplified


@pytest.mark.parametrize("text", ["瞭望", "慰藉", "覆盖", "著名", "Jincheng 2018", "，。“”", ""])
def test_kept_as_it_is(text: str) -> None:
    assert fold(text) == text


def test_wrong_foldings_agree_on_both_sides() -> None:
    assert fold("乾縣") == fold("乾县")


def test_compatibility_ideographs_of_pdf_converters() -> None:
    assert fold("\uf9f7\uf965\u2f2d") == "立便山"


def test_every_entry_is_one_character_for_one() -> None:
    assert all(isinstance(key, int) and len(value) == 1 for key, value in table().items())


@settings(derandomize=True, max_examples=200)
@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF, exclude_categories=["Cs"])))
def test_same_length_and_idempotent(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
