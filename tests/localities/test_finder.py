"""Places in sentences written for this table: what is believed, what is not, and which unit it is."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hanzi import fold
from crawler.localities import explain, find_places


def codes(text: str, *context: str) -> list[str | None]:
    return [one.code for one in find_places(text, context=context)]


RIGHT_UNIT = [
    # own rank, parents, either script
    ("山西省晋城市阳城县纪委监委", ["140000", "140500", "140522"]),
    ("山西省晉城市陽城縣紀委監委", ["140000", "140500", "140522"]),
    ("河南省濬縣縣委", ["410000", "410621"]),
    ("雲南省昆明市西山區", ["530000", "530100", "530112"]),
    ("新疆伊犁州和巴音郭楞蒙古自治州", ["650000", "654000", "652800"]),
    ("前郭县与阜蒙县", ["220721", "210921"]),
    ("沁县、祁县", ["140430", "140727"]),
    ("浦东新区、神农架林区、六枝特区", ["310115", "429021", "520203"]),
    # short names that stand for themselves
    ("晋城建立台账", ["140500"]),
    ("在义乌召开现场会", ["330782"]),
    ("唐山与岳阳", ["130200", "430600"]),
    ("晋城银行原行长", ["140500"]),
    ("晋城市民反映", ["140500"]),
    ("晋城市场监管局", ["140500"]),
    # short names with evidence
    ("山西高平", ["140000", "140581"]),
    ("晋城高平", ["140500", "140581"]),
    ("阳城、沁水两县", ["140522", "140521"]),
    ("山西·晋城", ["140000", "140500"]),
    ("山西 高平", ["140000", "140581"]),
    ("晋城市阳城、沁水、陵川等县", ["140500", "140522", "140521", "140524"]),
    ("凤台县", ["340421"]),
    ("高平、陵川、泽州三地", ["140581", "140524", "140525"]),
    ("高平纪委监委督促整改", ["140581"]),
    ("高平市出台办法。高平还公布电话。", ["140581", "140581"]),
    ("甘肃合作", ["620000", "623001"]),
    ("辽宁朝阳龙城", ["210000", "211300", "211303"]),
    ("南阳镇平", ["411300", "411324"]),
    ("白银平川", ["620400", "620403"]),
    ("新华社高平3月2日电", ["140581"]),
    # the same name in several places
    ("朝阳警方", [None]),
    ("北京市朝阳区", ["110000", "110105"]),
    ("辽宁省朝阳市", ["210000", "211300"]),
    ("长春朝阳", ["220100", "220104"]),
    ("朝阳区纪委监委", [None]),
    ("鼓楼区、玄武区联合检查", ["320106", "320102"]),
    ("福州鼓楼纪委监委", ["350100", "350102"]),
    ("福州市部署检查，鼓楼区随即跟进。", ["350100", "350102"]),
    ("徐州市通报。\n鼓楼区整改。", ["320300", "320302"]),
    ("铁西区纪委监委", [None]),
    ("四平市铁西区、铁东区", ["220300", "220302", "220303"]),
    ("长沙市与长沙县", ["430100", "430121"]),
    ("到长沙考察", ["430100"]),
    ("西安、大同两市", ["610100", "140200"]),
    ("吉林省吉林市", ["220000", "220200"]),
    ("海南省与青海省海南州", ["460000", "630000", "632500"]),
    ("乌海市海南区", ["150300", "150303"]),
    ("河北区纪委", ["120105"]),
    ("台江苗族同胞", ["522630"]),
    ("济南市市中区、乐山市中区", ["370100", "370103", "511100", "511102"]),
    # districts that are common nouns
    ("晋城市城区纪委监委", ["140500", "140502"]),
    ("晋城城区纪委监委", ["140500", "140502"]),
    ("阳泉市城区", ["140300", "140302"]),
    ("城区纪委监委", [None]),
    ("晋城市召开会议。城区纪委监委作了汇报。", ["140500", "140502"]),
    ("晋城市开会。该市城区纪委监委汇报。", ["140500", "140502"]),
    ("焦作市解放区纪委", ["410800", "410802"]),
    # former names
    ("襄樊市中级人民法院", ["420600"]),
    ("黔西县", ["520581"]),
    ("宁乡县、监利县", ["430182", "421088"]),
    ("大同市城区", ["140200", "140213"]),
    ("长治市郊区", ["140400", "140403"]),
    ("泽州府旧城", ["140500"]),
    ("崇文区", ["110103"]),
    # two characters with a rank
    ("安徽省和县", ["340000", "340523"]),
    ("和县纪委监委开展检查", ["340523"]),
    ("在应县调研", ["140622"]),
]


@pytest.mark.parametrize(("text", "expected"), RIGHT_UNIT)
def test_right_unit(text: str, expected: list[str | None]) -> None:
    assert codes(text) == expected


NOT_A_PLACE = [
    # idioms, columns, ordinary words
    "确保长治久安，做到长效长治",
    "广安观潮",
    "世界大同",
    "加强合作，友好协商，保护资源",
    "公安机关与法院",
    "来宾参观展览",
    "文山会海",
    "城区居民反映强烈",
    "主城区与中心城区",
    "新城区建设提速",
    "解放区的天",
    "开展资源县域调查",
    # crossings of ordinary words
    "提高平台能力",
    "公开平台",
    "居世界首位",
    "市和县纪委监委联动",
    "担任县纪委书记",
    "引进外资兴建工厂",
    "热烈欢迎江先生",
    "太晋城际铁路",
    "德泽州际公司",
    # persons
    "张高平案再审",
    "记者李阳城报道",
    "赵高平县长",
    "陈安康同志",
    # organisations, roads, waters, lower units
    "中山大学",
    "孙中山先生",
    "新华社电",
    "平安银行",
    "北海舰队",
    "南开大学",
    "晋城路派出所",
    "晋城大道",
    "阳城镇党委",
    "高平乡",
    "东海南部",
    "太行山西麓",
    "黄河南岸",
    "中山西路",
    # abroad
    "马里兰州",
    "佛罗里达州",
    "吉隆坡",
    "法兰西",
    "日本松山",
    # zones that only end like a district
    "雄安新区",
    "两江新区",
]


@pytest.mark.parametrize("text", NOT_A_PLACE)
def test_not_a_place(text: str) -> None:
    assert find_places(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沈阳城区空气好转", ["210100"]),
        ("洛阳城关", ["410300"]),
        ("岳阳城陵矶港", ["430600"]),
        ("东西湖区", ["420112"]),
        ("中宁县", ["640521"]),
        ("马鞍山市", ["340500"]),
        ("射阳县", ["320924"]),
        ("提高平阳县委", ["330326"]),
        ("阜阳、六安和安庆", ["341200", "341500", "340800"]),
        ("昌平和平谷", ["110114", "110117"]),
        ("湖南通报", ["430000"]),
        ("新时代云南通海县", ["530000", "530423"]),
    ],
)
def test_names_inside_and_across_others(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_candidates_of_an_open_mention() -> None:
    (found,) = find_places("朝阳区纪委监委")
    assert (found.code, found.candidates, found.name) == (None, ["110105", "220104"], "朝阳区")


def test_context_decides_only_what_is_open() -> None:
    assert codes("城区纪委监委", "140300") == ["140302"]
    assert codes("晋城市城区纪委监委", "140300") == ["140500", "140502"]
    assert codes("城区居民", "140500") == []


@pytest.mark.parametrize(
    ("text", "tier", "rule"),
    [
        ("晋城市", "A", "own_rank"),
        ("晋城", "B", "short_name"),
        ("阳城、高平两地", "A", "list_with_sibling"),
        ("高平法院", "B", "institution_after"),
        ("杭州的西湖", "C", "city_in_sentence"),
        ("上海的宝山", "C", "city_in_sentence"),
        ("山西省", "A", "province"),
    ],
)
def test_tier_and_rule(text: str, tier: str, rule: str) -> None:
    found = find_places(text)[-1]
    assert (found.tier, found.rule) == (tier, rule)


@pytest.mark.parametrize(
    ("text", "part", "reason"),
    [
        ("长治久安", "长治久安", "set phrase"),
        ("晋城路", "晋城", "a road, town, water or other thing of that name"),
        ("提高平台", "高平", "a longer word runs across"),
        ("张高平案", "高平", "a person's name"),
        ("到高平看看", "高平", "without evidence"),
        ("日本松山", "松山", "a homonym abroad"),
        ("市和县", "和县", "a word of its own"),
    ],
)
def test_explained(text: str, part: str, reason: str) -> None:
    believed, rejected = explain(text)
    assert believed == []
    assert any(one.text == part and reason in one.reason for one in rejected)


def test_offsets_are_those_of_the_text_given() -> None:
    text = "😀山西省晉城市，陽城縣"
    assert [text[one.start : one.end] for one in find_places(text)] == ["山西省", "晉城市", "陽城縣"]


def test_half_a_surrogate_pair_does_no_harm() -> None:
    assert codes("\ud83d晋城市") == ["140500"]


def test_long_lists_of_open_names_stay_linear() -> None:
    assert len(find_places("朝阳区、" * 2000)) == 2000


PIECES = st.sampled_from(
    "山西省 晉城市 晋城 阳城 高平 城区 朝阳区 鼓楼区 纪委监委 、 和 。 ， 在 市 县 提高 平台 路 镇 王 新 中 大 江西 长治久安 合作 abc \n 1 和县".split(
        " "
    )
)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_invariants(text: str) -> None:
    found = find_places(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all((one.code is None) == (len(one.candidates) != 1) for one in found)
    assert all(one.institution is None or text.startswith(one.institution, one.start) for one in found)
    assert found == explain(text)[0]
    assert [(one.code, one.start) for one in find_places(fold(text))] == [(one.code, one.start) for one in found]


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    find_places(text)
