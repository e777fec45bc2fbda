"""Units, codes, names: what the generated data must hold."""

import pytest

from crawler.hanzi import fold
from crawler.localities import gazetteer

PLACES = gazetteer.load()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("平城区", "140213"),
        ("襄都区", "130502"),
        ("监利市", "421088"),
        ("沙县区", "350405"),
        ("临平区", "330113"),
        ("白杨市", "659012"),
        ("米林市", "540481"),
        ("和安县", "653229"),
    ],
)
def test_recent_changes(name: str, code: str) -> None:
    assert [unit.code for unit in PLACES.by_name(name) if unit.until is None] == [code]


def test_counties_of_jincheng() -> None:
    unit = PLACES.units["140500"]
    assert [one.code for one in PLACES.counties_of(unit)] == "140502 140521 140522 140524 140525 140581".split()
    assert [one.name for one in PLACES.ancestors(PLACES.units["140581"])] == ["晋城市", "山西省"]
    assert PLACES.counties_of(PLACES.units["140581"]) == []


def test_counts() -> None:
    current = [unit for unit in PLACES.units.values() if unit.until is None]
    levels = {level: sum(unit.level == level for unit in current) for level in ("province", "prefecture", "county")}
    assert levels["province"] == 34
    assert 333 <= levels["prefecture"] <= 334
    assert 2840 <= levels["county"] <= 2860


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("襄樊市", "420600"),
        ("宁乡县", "430182"),
        ("黔西县", "520581"),
        ("通州市", "320612"),
        ("思茅地区", "530800"),
        ("绍兴县", "330603"),
        ("户县", "610118"),
        ("高平縣", "140581"),
    ],
)
def test_former_names_lead_to_the_place(old: str, now: str) -> None:
    assert [unit.code for unit in PLACES.by_name(old)] == [now]


@pytest.mark.parametrize(
    ("old", "now"), [("520522", "520581"), ("320602", "320613"), ("430124", "430182"), ("140500", "140500")]
)
def test_former_codes_lead_to_the_place(old: str, now: str) -> None:
    unit = PLACES.by_code(old)
    assert unit is not None
    assert unit.code == now


def test_unknown() -> None:
    assert PLACES.by_code("999999") is None
    assert PLACES.by_name("无此地") == []


def test_abolished_units_keep_their_last_year() -> None:
    assert PLACES.units["110103"].until == 2009
    assert "until 2009" in PLACES.describe(PLACES.units["110103"])


def test_former_names_have_years() -> None:
    (former,) = PLACES.units["420600"].former
    assert (former.name, former.first, former.last) == ("襄樊市", None, 2009)


def test_every_unit_is_whole() -> None:
    for unit in PLACES.units.values():
        assert len(unit.code) == 6
        assert unit.code.isdigit()
        assert (unit.parent == "") == (unit.level == "province")
        assert not unit.parent or unit.parent in PLACES.units
        assert unit in PLACES.by_name(unit.name)
        assert all(len(name) >= 2 for name in PLACES.names_of(unit))


def test_traditional_names_fold_back() -> None:
    from opencc import OpenCC

    names = {name for unit in PLACES.units.values() for name in PLACES.names_of(unit)}
    joined = "\n".join(sorted(names))
    for mode in ("s2t", "s2hk", "s2tw"):
        assert fold(OpenCC(mode).convert(joined)) == fold(joined)
