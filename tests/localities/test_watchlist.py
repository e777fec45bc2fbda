"""What an article says about watched places."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.localities import Watchlist

BODY = "\n".join(
    [
        "各地纪检监察机关创新监督方式。",
        "山西省晉城市紀委監委把日常監督做實。",
        "该市阳城县、泽州县建立台账。",
        "浙江省湖州市同步推进。",
        "做法还有很多。",
        "例如，高平市开展专项检查。",
    ]
)


def test_counties_count_for_the_watched_prefecture() -> None:
    flags = Watchlist.of("晉城").flag("监督见实效", BODY)
    assert flags.flagged
    assert flags.localities == ["晉城"]
    assert [one.text for one in flags.mentions] == ["晉城市", "阳城县", "泽州县", "高平市"]
    assert [BODY[one.start : one.end] for one in flags.mentions] == [one.text for one in flags.mentions]
    assert [one.paragraph for one in flags.mentions] == [1, 2, 2, 5]
    assert [(one.code, one.paragraphs, one.lead_in) for one in flags.passages] == [
        ("140500", (1, 2), False),
        ("140500", (4, 5), True),
    ]
    watched = {place.code: place.watched for place in flags.places}
    assert watched == {
        "140000": None,
        "140500": "晉城",
        "140522": "晉城",
        "140525": "晉城",
        "330000": None,
        "330500": None,
        "140581": "晉城",
    }
    (county,) = [place for place in flags.places if place.code == "140522"]
    assert (county.name, county.level, county.via) == ("阳城县", "county", ["140500", "140000"])
    assert (county.mention_count, county.passage_count, county.in_title, county.ambiguous) == (1, 1, False, False)


def test_county_and_prefecture_both_watched_each_get_their_passages() -> None:
    flags = Watchlist.of("高平市", "晉城").flag("", BODY)
    assert flags.localities == ["高平市", "晉城"]
    assert {place.code: place.watched for place in flags.places}["140581"] == "高平市"
    assert [(one.code, one.paragraphs) for one in flags.passages] == [
        ("140581", (4, 5)),
        ("140500", (1, 2)),
        ("140500", (4, 5)),
    ]


def test_a_watched_county_is_not_mentioned_by_its_prefecture() -> None:
    flags = Watchlist.of("陵川县").flag("晋城市召开会议", BODY)
    assert not flags.flagged
    assert (flags.mentions, flags.passages) == ([], [])


def test_a_province_counts_all_below_it() -> None:
    flags = Watchlist.of("山西").flag("", "太原市与泽州县分别部署。")
    assert [one.code for one in flags.mentions] == ["140100", "140525"]
    assert [one.code for one in flags.passages] == ["140000"]


def test_title_counts_but_is_not_a_mention() -> None:
    flags = Watchlist.of("晋城").flag("山西晋城：监督下沉", "正文没有地名。")
    assert flags.localities == ["晋城"]
    assert (flags.mentions, flags.passages) == ([], [])
    (place,) = [one for one in flags.places if one.code == "140500"]
    assert (place.in_title, place.mention_count, place.passage_count) == (True, 0, 0)


def test_bare_district_name_is_ambiguous_and_never_counts() -> None:
    flags = Watchlist.of("晋城").flag("", "城区纪委监委开展检查。")
    assert not flags.flagged
    (place,) = flags.places
    assert (place.code, place.ambiguous, place.watched) == (None, True, None)
    assert "140502" in place.candidates
    assert len(flags.to_check) == 1


def test_bare_district_name_with_the_site_as_context() -> None:
    flags = Watchlist.of("晋城").flag("", "城区纪委监委开展检查。", context=["140500"])
    assert flags.localities == ["晋城"]
    assert [one.code for one in flags.mentions] == ["140502"]


@pytest.mark.parametrize("text", ["东城区纪委监委", "沈阳城区道路", "主城区交通", "阳城镇党委", "阳泉市城区纪委"])
def test_traps_do_not_flag(text: str) -> None:
    assert not Watchlist.of("晋城").flag("", text).flagged


def test_options(tmp_path: Path) -> None:
    path = tmp_path / "localities.toml"
    path.write_text(
        '[[locality]]\nname = "晋城"\nexclude = ["晋城煤业", "高平市"]\naliases = ["太行明珠"]\nneeds_context = ["山西"]\n',
        encoding="utf-8",
    )
    watchlist = Watchlist.load(path)
    assert not watchlist.flag("", "晋城市部署工作。").flagged
    assert not watchlist.flag("", "山西晋城煤业集团。").flagged
    assert not watchlist.flag("", "山西省高平市。").flagged
    assert watchlist.flag("", "山西，太行明珠。").mentions[0].rule == "configured_alias"
    assert watchlist.flag("", "山西省晋城市。").flagged


@pytest.mark.parametrize(
    ("exclude", "text", "flagged"),
    [
        (["晋城煤业"], "晋城煤业与晋城煤业大学", False),
        (["晋城煤业"], "晋城煤业在晋城", True),
        (["晋城煤", "晋城煤业集团"], "晋城煤业集团", False),
        (["城煤"], "晋城煤业", True),
        (["晉城煤業"], "晋城煤业", False),
    ],
)
def test_excluded_words(tmp_path: Path, exclude: list[str], text: str, flagged: bool) -> None:
    path = tmp_path / "localities.toml"
    words = ", ".join(f'"{word}"' for word in exclude)
    path.write_text(f'[[locality]]\nname = "晋城"\nexclude = [{words}]\n', encoding="utf-8")
    assert Watchlist.load(path).flag("", text).flagged is flagged


def test_options_stay_linear(tmp_path: Path) -> None:
    path = tmp_path / "localities.toml"
    path.write_text('[[locality]]\nname = "晋城"\nexclude = ["晋城路"]\naliases = ["太行明珠"]\n', encoding="utf-8")
    watchlist = Watchlist.load(path)

    def seconds(times: int) -> float:
        started = time.process_time()
        flags = watchlist.flag("", "晋城路上，太行明珠晋城。\n" * times)
        assert len(flags.mentions) >= 2 * times
        return time.process_time() - started

    seconds(10)
    assert min(seconds(4000) for _ in range(3)) < 40 * min(seconds(500) for _ in range(3)) + 0.1


def test_an_alias_is_a_name_but_not_a_part_of_other_words(tmp_path: Path) -> None:
    path = tmp_path / "localities.toml"
    path.write_text('[[locality]]\nname = "高平市"\naliases = ["高平"]\n', encoding="utf-8")
    flags = Watchlist.load(path).flag("", "到高平看看，提高平台能力，晋城路上有高平镇。")
    assert [one.start for one in flags.mentions] == [1]


def test_an_alias_settles_an_open_name(tmp_path: Path) -> None:
    path = tmp_path / "localities.toml"
    path.write_text('[[locality]]\nname = "北京朝阳区"\naliases = ["朝阳区"]\n', encoding="utf-8")
    watchlist = Watchlist.load(path)
    assert watchlist.flag("", "朝阳区纪委监委部署。").mentions[0].institution == "朝阳区纪委监委"
    assert not watchlist.flag("", "长春市朝阳区纪委监委部署。").flagged


def test_a_doubtful_name_is_kept_to_be_checked() -> None:
    flags = Watchlist.of("高平市").flag("", "有人到高平看看。")
    assert not flags.flagged
    (doubt,) = flags.to_check
    assert (doubt.text, doubt.code, doubt.tier) == ("高平", None, "C")
    assert "without evidence" in doubt.rule


def test_weak_evidence_never_flags_alone() -> None:
    watchlist = Watchlist.of("330106")
    assert not watchlist.flag("", "杭州的西湖游人如织。").flagged
    flags = watchlist.flag("", "杭州市西湖区部署检查。\n杭州的西湖游人如织。")
    assert [one.text for one in flags.mentions] == ["西湖区", "西湖"]


def test_full_name_in_the_title_supports_the_short_one_in_the_body() -> None:
    flags = Watchlist.of("高平市").flag("高平市：监督下沉", "高平建立台账。")
    assert [one.text for one in flags.mentions] == ["高平"]
    assert flags.places[0].in_title


def test_everything() -> None:
    flags = Watchlist.of("*").flag("", BODY)
    assert set(flags.localities) == {"山西省", "晋城市", "阳城县", "泽州县", "浙江省", "湖州市", "高平市"}
    assert all(place.watched == place.name for place in flags.places)


def test_everything_keeps_places_of_one_name_apart() -> None:
    flags = Watchlist.of("*").flag("", "南京市鼓楼区。\n别处。\n福州市鼓楼区。")
    assert flags.localities == ["南京市", "南京市鼓楼区", "福州市", "福州市鼓楼区"]
    assert [(one.code, one.paragraphs) for one in flags.passages] == [
        ("320100", (0, 0)),
        ("320106", (0, 0)),
        ("350100", (2, 2)),
        ("350102", (2, 2)),
    ]


def test_everything_beside_configured_places() -> None:
    flags = Watchlist.of("晋城", "*").flag("", "晋城市阳城县与湖州市。")
    assert flags.localities == ["晋城", "阳城县", "湖州市"]


def test_nothing_watched_still_finds_places() -> None:
    flags = Watchlist.of().flag("", BODY)
    assert not flags.flagged
    assert len(flags.places) == 7


def test_empty_article() -> None:
    flags = Watchlist.of("晋城").flag("", "")
    assert (flags.places, flags.mentions, flags.passages) == ([], [], [])


PIECES = st.sampled_from("晋城市 阳城县 高平 城区纪委 湖州市 例如， 此外， 做法。 \n \n \n\n 山西 长治久安".split(" "))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=16).map("".join))
def test_invariants(body: str) -> None:
    flags = Watchlist.of("晋城", "高平市").flag("标题", body)
    paragraphs = body.split("\n")
    for mention in flags.mentions:
        assert body[mention.start : mention.end] == mention.text
        assert mention.text in paragraphs[mention.paragraph]
    for passage in flags.passages:
        first, last = passage.paragraphs
        assert passage.text == "\n".join(paragraphs[first : last + 1])
        assert any(passage.paragraphs[0] <= mention.paragraph <= last for mention in flags.mentions)
    assert bool(flags.mentions) == bool(flags.passages)
    assert flags.flagged == any(place.watched for place in flags.places)
    assert all(place.mention_count >= place.passage_count for place in flags.places)
