"""Any localities.toml is a watchlist or a mistake that is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.localities import LocalitiesError, Watchlist
from tests.properties.strategies import FEW, TEXT

VALUES = (
    TEXT
    | st.integers()
    | st.booleans()
    | st.lists(st.text(max_size=5), max_size=3)
    | st.just("晉城")
    | st.just("140502")
)
KEYS = st.sampled_from(["name", "aliases", "exclude", "include_counties", "needs_context", "nam", "code"])


def toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return str(value) if isinstance(value, int) else "'''" + str(value).replace("'''", "") + "'''"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("places") / "localities.toml"


@FEW
@given(st.binary(max_size=60) | st.lists(st.dictionaries(KEYS, VALUES, max_size=4), max_size=2))
def test_any_file_is_read_or_refused_in_one_line(path, content):
    if not isinstance(content, bytes):
        tables = [
            "[[locality]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in one.items()) for one in content
        ]
        content = "".join(tables).encode("utf-8", "replace")
    path.write_bytes(content)
    try:
        watchlist = Watchlist.load(str(path))
    except LocalitiesError as why:
        told = str(why)
        assert "\n" not in told.strip()
    else:
        assert isinstance(watchlist.names, (list, tuple))
