"""Places of any text, and any file of watched places."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.localities import LocalitiesError, Watchlist
from crawler.localities.finder import explain

many = settings(derandomize=True, deadline=None, max_examples=80)
PIECES = [
    "山西省", "晋城市", "晉城市", "城区", "阳城县", "该市", "、", "。", "\n", "\n\n", " ", "\u3000", "纪委监委", "纪委书记李文", "例如，", "朝阳区", "市", "县", "\U00020bb7", "\u200d", "“", "”", "晋城路",
    "北京市", "某县", "长沙", "（", "）", "\r", "\x1c", "\u2028",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join) | st.text(max_size=50)
WATCHLISTS = [Watchlist.of("晋城"), Watchlist.of("*"), Watchlist.of("北京", "110105", "140000")]


@given(TEXTS, TEXTS, st.sampled_from(WATCHLISTS), st.lists(st.text(max_size=6) | st.just("140500"), max_size=2))
@many
def test_offsets_hold_and_passages_are_verbatim(
    title: str, body: str, watchlist: Watchlist, context: list[str]
) -> None:
    flags = watchlist.flag(title, body, context=context)
    for mention in [*flags.mentions, *flags.to_check]:
        assert body[mention.start : mention.end] == mention.text
        assert 0 <= mention.paragraph <= body.count("\n")
    for passage in flags.passages:
        assert passage.text in body
        first, last = passage.paragraphs
        assert "\n".join(body.split("\n")[first : last + 1]) == passage.text
    assert flags.flagged == bool(flags.localities)
    assert watchlist.flag(title, body, context=context) == flags


@given(TEXTS, st.lists(st.text(max_size=6), max_size=2))
@many
def test_believed_and_rejected_places_stand_in_the_text(text: str, context: list[str]) -> None:
    believed, rejected = explain(text, context=context)
    for one in [*believed, *rejected]:
        assert 0 <= one.start < one.end <= len(text)
    for one in rejected:
        assert text[one.start : one.end] == one.text


_VALUES = ['"晋城"', '"140500"', "140500", "0", "-1", "true", "[]", "[1]", '["太行"]', '""', '" "', "{}", "1979-05-27", "nan", '"\\u0000"', "[[]]", "[{}]", '"某某"', '"*"', "1e400", "99999999999999999999"]  # fmt: skip
_KEYS = ["name", "aliases", "exclude", "needs_context", "include_counties", "nmae", '"名"', "locality", "a.b"]
_ENTRY = st.lists(st.tuples(st.sampled_from(_KEYS), st.sampled_from(_VALUES)), max_size=4).map(
    lambda pairs: "".join(f"{key} = {value}\n" for key, value in pairs)
)
_HEADERS = st.sampled_from(
    ["[[locality]]\n", "[locality]\n", "[[locality.x]]\n", "[[localities]]\n", "", "# x\r\n", "\ufeff"]
)
FILES = st.lists(st.tuples(_HEADERS, _ENTRY).map("".join), max_size=4).map("".join) | st.text(max_size=40)


@given(FILES.map(lambda text: text.encode("utf-8", "replace")) | st.binary(max_size=40))
@settings(many, max_examples=120)
def test_any_file_is_a_watchlist_or_one_line_of_advice(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "localities.toml"
        path.write_bytes(content)
        try:
            watchlist = Watchlist.load(path)
        except LocalitiesError as why:
            told = str(why)
            assert "\n" not in told
        else:
            watchlist.describe()
            watchlist.flag("某地", "晋城市")
