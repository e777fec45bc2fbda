"""Single tests about the words around a name, and the segmenter's vote."""

import pytest

from crawler.localities import evidence, segment


def at(text: str) -> tuple[str, int, int]:
    """``前【名】后`` → the text without brackets, and where the name lies."""
    start, end = text.index("【"), text.index("】") - 1
    return text.replace("【", "").replace("】", ""), start, end


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ("到【晋城】考察", ""),
        ("【晋城】纪委监委", ""),
        ("【晋城】市场活跃", ""),
        ("【晋城】路", "a road"),
        ("【晋城】路上", ""),
        ("【太原】街头", ""),
        ("【阳城】镇", "a road"),
        ("【太原】镇静", ""),
        ("【北京】河道", ""),
        ("【晋城】际", "a longer word runs across its end"),
        ("提【高平】台", "a longer word runs across its beginning"),
        ("世【界首】位", "a longer word runs across its beginning"),
        ("，廖【大庆】说", "a person's name"),
        ("于【大庆】召开", ""),
        ("党组书记申【福安】对诉求置之不理", "a person's name"),
        ("果农赖【信丰】说", "a person's name"),
        ("到【福安】对接项目", ""),
        ("镇党委书记向【福安】道歉", ""),
        ("商人在【洪湖】边宴请", "the water or hill of that name"),
        ("【泰山】脚下的停车场", "the water or hill of that name"),
        ("【洪湖】边防连", ""),
        ("某铺【镇原】副镇长", "a longer word runs across its end"),
        ("【镇原】县委", ""),
        ("日本【福山】", "a homonym abroad"),
        ("约翰·【瑞安】", "part of a foreign name"),
        ("中国·【晋城】", ""),
    ],
)
def test_against_short_name(marked: str, reason: str) -> None:
    found = evidence.against_short_name(*at(marked))
    assert found.startswith(reason)
    assert bool(found) == bool(reason)


@pytest.mark.parametrize(
    ("marked", "believed"),
    [
        ("【曹县】农村", True),
        ("在【曹县】召开", True),
        ("市【和县】纪委", False),
        ("，【和县】纪委", True),
        ("担【任县】纪委书记", False),
        ("信【息县】局", False),
        ("升格【成县】级市", False),
        ("【茂县】公安局", True),
    ],
)
def test_short_county_names(marked: str, believed: bool) -> None:
    assert (evidence.against_short_county(*at(marked)) == "") is believed


@pytest.mark.parametrize(
    ("marked", "belongs"),
    [
        ("【高平市】场", True),
        ("【晋城市】民", False),
        ("【晋城市】区", False),
        ("【乐山市】中区", True),
        ("【丛台区】分局", False),
        ("【朝阳区】域", True),
        ("【阳城县】城", False),
        ("【阳城县】域", True),
        ("【德泽州】际", True),
    ],
)
def test_rank_of_the_next_word(marked: str, belongs: bool) -> None:
    text, _, end = at(marked)
    assert evidence.rank_belongs_to_next_word(text, end) is belongs


@pytest.mark.parametrize(
    ("marked", "free"),
    [
        ("【城区】", True),
        ("在【城区】", True),
        ("泽州县、【城区】", True),
        ("该市【城区】", True),
        ("，市【城区】", True),
        ("全市【城区】", False),
        ("主【城区】", False),
        ("的【城区】", False),
    ],
)
def test_free_before(marked: str, free: bool) -> None:
    text, start, _ = at(marked)
    assert evidence.free_before(text, start) is free


@pytest.mark.parametrize(
    ("marked", "apart"),
    [
        ("组织【城区】", True),
        ("包括【城区】", True),
        ("沿街【城区】", False),
        ("主要【城区】", False),
        ("建成【城区】", False),
        ("老【城区】", False),
    ],
)
def test_word_before_is_apart(marked: str, apart: bool) -> None:
    text, start, _ = at(marked)
    assert evidence.word_before_is_apart(text, start) is apart


@pytest.mark.parametrize("text", ["纪委监委", "市委", "公安局", "警方", "税务局", "3月2日电", "籍干部", "第一中学"[2:]])
def test_institution_follows(text: str) -> None:
    assert evidence.institution_follows("高平" + text, 2)


@pytest.mark.parametrize("text", ["同志", "看看", "，", "", "的纪委"])
def test_no_institution_follows(text: str) -> None:
    assert not evidence.institution_follows("高平" + text, 2)


def test_edges_of_words() -> None:
    assert segment.edges("提高平台", 1, 3) == ("", False, 2)
    assert segment.edges("在义乌召开", 1, 3) == ("在", True, -1)
    assert segment.edges("义乌", 0, 2) == ("", True, -1)
