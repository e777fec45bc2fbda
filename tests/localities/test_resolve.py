"""Which unit of one name is meant, evidence by evidence."""

import pytest

from crawler.localities import gazetteer, resolve
from crawler.localities.gazetteer import Unit

PLACES = gazetteer.load()


def units(*codes: str) -> list[Unit]:
    return [PLACES.units[code] for code in codes]


CHAOYANG = ("110105", "211300", "211321", "220104")
GULOU = ("320106", "320302", "350102", "410204")


@pytest.mark.parametrize(
    ("codes", "evidence", "expected"),
    [
        (GULOU, {}, GULOU),
        (GULOU, {"sentence": ["350100"]}, ["350102"]),
        (GULOU, {"sentence": ["320000"]}, ["320106", "320302"]),
        (GULOU, {"sentence": ["320300", "350100"]}, ["320302"]),
        (GULOU, {"sentence": ["320102"]}, ["320106"]),
        (GULOU, {"article": ["410200"]}, ["410204"]),
        (GULOU, {"article": ["350000"]}, ["350102"]),
        (GULOU, {"article": ["350100", "410200"]}, ["350102", "410204"]),
        (GULOU, {"context": ["320100"]}, ["320106"]),
        (GULOU, {"sentence": ["140500"], "context": ["410000"]}, ["410204"]),
        (("140200", "230606"), {"bare": True, "alone": True}, ["140200"]),
        (("140200", "230606"), {"bare": True, "alone": True, "sentence": ["230600"]}, ["230606"]),
        (CHAOYANG, {"bare": True}, CHAOYANG),
        (CHAOYANG, {"bare": True, "full": ["220104"]}, ["220104"]),
        (("350103", "522630"), {"people": "苗族"}, ["522630"]),
    ],
)
def test_choose(codes: tuple[str, ...], evidence: dict[str, object], expected: list[str]) -> None:
    given: dict[str, object] = {"people": "", "article": [], "full": [], "bare": False, "alone": False, "context": []}
    given |= evidence
    given["sentence"] = units(*evidence.get("sentence", []))  # type: ignore[misc]
    chosen = resolve.choose(units(*codes), **given)  # type: ignore[arg-type]
    assert [unit.code for unit in chosen] == list(expected)


def test_narrowed_to_those_that_have_the_name_now() -> None:
    assert [unit.code for unit in resolve.narrowed(tuple(PLACES.by_name("城区")), "城区")] == [
        "140302",
        "140502",
        "441502",
    ]


def test_a_bare_prefecture_name_is_not_its_county() -> None:
    assert [unit.code for unit in resolve.narrowed(tuple(units("430400", "430421")), "衡阳")] == ["430400"]


@pytest.mark.parametrize(
    ("code", "other", "expected"),
    [
        ("140522", "140500", True),
        ("140522", "140000", True),
        ("140522", "140522", False),
        ("140522", "140400", False),
        ("110105", "110000", True),
        ("140500", "140522", False),
    ],
)
def test_part_of(code: str, other: str, expected: bool) -> None:
    assert resolve.is_part_of(PLACES.units[code], other) is expected


def test_siblings_share_a_parent_and_differ() -> None:
    assert [unit.code for unit in resolve.siblings(units(*GULOU), units("320102"))] == ["320106"]
    assert resolve.siblings(units("320102"), units("320102")) == []
