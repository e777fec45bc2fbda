"""The rules of the generator that need no downloaded package."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).resolve().parents[2] / "tools" / "build_gazetteer.py"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_gazetteer", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "shorts"),
    [
        ("沁水县", ["沁水"]),
        ("沁县", []),
        ("晋城市", ["晋城"]),
        ("浦东新区", ["浦东"]),
        ("神农架林区", ["神农架"]),
        ("阿克苏地区", ["阿克苏"]),
        ("恩施土家族苗族自治州", ["恩施", "恩施州"]),
        ("伊犁哈萨克自治州", ["伊犁", "伊犁州"]),
        ("互助土族自治县", ["互助", "互助县"]),
        ("西双版纳傣族自治州", ["西双版纳", "西双版纳州"]),
        ("井陉矿区", []),
        ("香港特别行政区", ["香港"]),
    ],
)
def test_short_forms(build: ModuleType, name: str, shorts: list[str]) -> None:
    assert build.short_forms(name) == shorts


@pytest.mark.parametrize(("code", "level"), [("140000", "province"), ("140500", "prefecture"), ("140581", "county")])
def test_levels(build: ModuleType, code: str, level: str) -> None:
    assert build.level_of(code) == level


def test_parents(build: ModuleType) -> None:
    known = {"140000", "140500", "110000"}
    assert [build.parent_of(code, known) for code in ("140581", "140500", "140000", "110105")] == [
        "140500",
        "140000",
        "",
        "110000",
    ]


def test_blockers_leave_places_places(build: ModuleType) -> None:
    units = {
        code: build.Unit(code, name, "county", "140500", [name[:-1]])
        for code, name in [("1", "太平区"), ("2", "福州市")]
    }
    blockers = build.Blockers(units)
    for word in ("太平洋", "粉饰太平", "太平区", "福州人", "福州日报", "福州路", "南京福州", "福州市人"):
        blockers.accept(word, build.LONGER_WORD)
    assert blockers.found[build.LONGER_WORD] == ["太平洋", "粉饰太平", "南京福州"]


def test_archives_are_pinned(build: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="is missing"):
        build.check(tmp_path)
    for source in build.SOURCES.values():
        (tmp_path / source.file).write_bytes(b"something else")
    with pytest.raises(SystemExit, match="not the pinned file"):
        build.check(tmp_path)
