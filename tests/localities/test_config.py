"""localities.toml: what may be written, and one line about what cannot be used."""

from pathlib import Path

import pytest

from crawler.localities import LocalitiesError, Watchlist

ROOT = Path(__file__).resolve().parents[2]


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "localities.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_shipped_file_watches_jincheng() -> None:
    watchlist = Watchlist.load(ROOT / "localities.toml")
    (entry,) = watchlist.describe()
    assert watchlist.names == ["晉城"]
    assert (entry.name, entry.code, entry.official_name, entry.level) == ("晉城", "140500", "晋城市", "prefecture")
    assert entry.parents == ["山西省"]
    assert [county.split()[0] for county in entry.counties] == "140502 140521 140522 140524 140525 140581".split()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("晉城", "140500"),
        ("晋城市", "140500"),
        ("140500", "140500"),
        ("高平縣", "140581"),
        ("襄樊", "420600"),
        ("黔西县", "520581"),
        ("520522", "520581"),
        ("濬縣", "410621"),
        ("西安", "610100"),
        ("长沙", "430100"),
        ("長沙縣", "430121"),
        ("海南", "460000"),
        ("山西", "140000"),
        ("恩施州", "422800"),
        ("北京", "110000"),
        ("北京朝阳区", "110105"),
        ("晉城市城區", "140502"),
        ("福建省福州市鼓楼区", "350102"),
    ],
)
def test_names_in_either_script_short_former_or_code(name: str, code: str) -> None:
    assert [one.code for one in Watchlist.of(name).describe()] == [code]


def test_all_keys(tmp_path: Path) -> None:
    text = """
    [[locality]]
    name = "晉城"
    include_counties = false
    aliases = ["凤城古邑"]
    exclude = "晋城大道"
    needs_context = ["山西"]
    """
    (entry,) = Watchlist.load(write(tmp_path, text)).describe()
    assert (entry.counties, entry.aliases, entry.exclude, entry.needs_context) == (
        [],
        ["凤城古邑"],
        ["晋城大道"],
        ["山西"],
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff", "locality = []\n"])
def test_an_empty_file_watches_nothing(tmp_path: Path, text: str) -> None:
    assert Watchlist.load(write(tmp_path, text)).names == []


def test_entries_in_one_line(tmp_path: Path) -> None:
    text = 'locality = [ {name = "晉城"}, {name = "朝阳市", needs_context = ["辽宁"]} ]'
    assert [one.code for one in Watchlist.load(write(tmp_path, text)).describe()] == ["140500", "211300"]


def test_a_file_saved_by_an_office_editor_is_read(tmp_path: Path) -> None:
    assert Watchlist.load(write(tmp_path, '\ufeff[[locality]]\r\nname = "晉城"\r\n')).names == ["晉城"]


PROBLEMS = [
    ('[[locality]]\nnam = "晋城"', ["line 1 (entry 1)", "unknown key 'nam'", "did you mean 'name'"]),
    ('[[locality]]\nname = "晋城"\ninclude_county = false', ["'include_county'", "did you mean 'include_counties'"]),
    ('[[localities]]\nname = "晋城"', ["'localities'", "did you mean 'locality'"]),
    ('[locality]\nname = "晋城"', ["[[locality]]", "double brackets"]),
    ("[[locality]]\n", ["entry 1", "name is missing"]),
    ('[[locality]]\nname = "晋城', ["line 2", "not valid TOML"]),
    ('[[locality]]\nname = "晋城"\naliases = [\n', ["line 3", "not valid TOML"]),
    ("[[locality]]\nname = true", ["entry 1", "name is true or false", 'write name = "晋城"']),
    ('[[locality]]\nname = ["晋城"]', ["name is a list"]),
    ('[[locality]]\nname = ""', ["name is empty;", 'write name = "晋城"']),
    ('[[locality]]\nname = "  "', ["line 1 (entry 1): name is empty;"]),
    ('[[locality]]\nname = "\u3000"', ["name is empty;"]),
    ("[[locality]]\nname = 1.5", ["name is a number, not text;"]),
    ("[[locality]]\nname = 12345678", ["name is a number, not text;"]),
    ("[[locality]]\nname = []", ["name is a list, not text;"]),
    ("[[locality]]\nname = { code = 1 }", ["name is a table, not text;"]),
    ("[[locality]]\nname = 2026-01-01", ["name is a date, not text;"]),
    ('[[locality]]\nname = "晋城"\naliases = [5]', ["a word of aliases is a number, not text;"]),
    ('[[locality]]\nname = "晋城"\nexclude = [" "]', ["a word of exclude is empty;"]),
    ('[[locality]]\nname = "晋城"\nneeds_context = ""', ["needs_context", "is empty;"]),
    ('locality = [ {name = "晉城"}, {name = "晋成"} ]', ["entry 2", "did you mean 140500 晋城市"]),
    ('locality = ["晉城"]', ["entry 1", "the entry is text, not a [[locality]] table"]),
    ('[[locality]]\nname = "晋城"\naliases = 5', ["aliases is a number", "list of names"]),
    ('[[locality]]\nname = "晋城"\ninclude_counties = "no"', ["include_counties is text", "true or false"]),
    (
        '[[locality]]\nname = "晋城"\n\n[[locality]]\nname = "晋成"',
        ["line 4 (entry 2)", "晋成", "did you mean 140500 晋城市"],
    ),
    ('[[locality]]\nname = "城区"', ["140302", "140502", "441502", "晋城市", "write one of the codes"]),
    ('[[locality]]\nname = "朝阳"', ["110105", "211300", "北京市"]),
    ('[[locality]]\nname = "鼓樓區"', ["320106", "350102", "福州市"]),
    ('[[locality]]\nname = "晋城"\n[[locality]]\nname = 140500', ["line 3 (entry 2)", "already watched as 晋城"]),
    ('[[locality]]\nname = "999999"', ["no place has the code 999999"]),
    ('[[locality]]\nname = "1405"', ["six digits"]),
    (b'[[locality]]\nname = "\xbd\xfa\xb3\xc7"', ["line 2", "not UTF-8"]),
]


@pytest.mark.parametrize(("text", "parts"), PROBLEMS)
def test_problems_are_told_in_one_line(tmp_path: Path, text: str | bytes, parts: list[str]) -> None:
    with pytest.raises(LocalitiesError) as caught:
        Watchlist.load(write(tmp_path, text))
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("localities.toml")
    for part in parts:
        assert part in message


def test_missing_file() -> None:
    with pytest.raises(LocalitiesError, match="no such file"):
        Watchlist.load("/nowhere/localities.toml")


def test_names_given_in_code() -> None:
    with pytest.raises(LocalitiesError, match="place 2: no place is called 晋成"):
        Watchlist.of("晋城", "晋成")
    assert Watchlist.of("*").names == ["*"]
