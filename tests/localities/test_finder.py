"""Places in sentences written for this table: what is believed, what is not, and which unit it is."""

import time
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
    ("晋城城区、泽州县", ["140500", "140502", "140525"]),
    ("到晋城城区调研", ["140500", "140502"]),
    ("阳泉城区、郊区开展互查", ["140300", "140302", "140311"]),
    ("城区与高平市分别作了发言", ["140502", "140581"]),
    ("泽州县、城区", ["140525", "140502"]),
    ("组织城区、泽州县的干部旁听", ["140502", "140525"]),
    ("我市城区、泽州县", ["140502", "140525"]),
    ("矿区、郊区、平定县", ["140303", "140311", "140321"]),
    ("城区、郊区和平定县", ["140302", "140311", "140321"]),
    ("晋城市辖城区、泽州县", ["140500", "140502", "140525"]),
    ("西安新城区、碑林区", ["610100", "610102", "610103"]),
    ("兰州城关、七里河两区", ["620100", "620102", "620103"]),
    ("北京东城区、西城区", ["110000", "110101", "110102"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沈阳城区与阳城县", ["210100", "140522"]),
        ("朝阳城区、泽州县", ["140525"]),
        ("高平市城区、泽州县", ["140581", "140525"]),
        ("泽州县城区和高平市城区", ["140525", "140581"]),
        ("高平城区与泽州县", ["140525"]),
        ("主城区、泽州县", ["140525"]),
        ("老城区、泽州县", ["140525"]),
        ("中心城区与高平市", ["140581"]),
        ("新城区和泽州县", ["140525"]),
        ("全市城区与泽州县", ["140525"]),
        ("沿街城区、泽州县", ["140525"]),
        ("建成城区、泽州县", ["140525"]),
        ("沈阳城关、七里河", ["210100"]),
        ("太原郊区、盂县", ["140100", "140322"]),
        ("北京城区、郊区", ["110000"]),
        ("城区、郊区普降小雨", []),
        ("新区、矿区、城区", []),
        ("沈阳新城区、碑林区", ["210100", "610103"]),
        ("济宁西城区改造", ["370800"]),
        ("平顶山市西区政府", ["410400"]),
        ("晋城城区道路改造", ["140500"]),
        ("大同城区供热", ["140200"]),
        ("西安新城区建设提速", ["610100"]),
    ],
)
def test_the_town_of_another_place_is_no_district(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a partner in the list
        ("建设清廉高平、书香泽州", [("140581", "B"), ("140525", "B")]),
        ("推进“清廉高平”“书香泽州”建设", [("140581", "B"), ("140525", "B")]),
        ("平安高平与法治泽州", [("140581", "B"), ("140525", "B")]),
        ("智慧朝阳、法治建平", [("211300", "B"), ("211322", "B")]),
        ("平安合作、法治夏河", [("623001", "C"), ("623027", "B")]),
        # the place itself, or what it is part of
        ("高平纪委监委表态，奋力建设清廉高平", [("140581", "B"), ("140581", "B")]),
        ("晋城市作出部署。要推进法治高平建设。", [("140500", "A"), ("140581", "B")]),
        ("山西省作出部署。要推进法治高平建设。", [("140000", "A"), ("140581", "C")]),
        ("公安县打造平安公安", [("421022", "A")]),
        ("和平区在沈阳市率先打造平安和平", [("210102", "A"), ("210100", "A"), ("210102", "C")]),
        # a name that stands for itself needs nothing
        ("清廉晋城、美丽沁水", [("140500", "B"), ("140521", "B")]),
        ("法治阳城", [("140522", "B")]),
        # no support
        ("奋力建设清廉高平", []),
        ("数字资源、绿色通道、智慧公安", []),
        ("平安和平、美丽中国", []),
        ("平安银行与法治高平", []),
        ("清廉高平镇、书香泽州", [("140525", "B")]),
        ("荆州市公安局推进智慧公安建设", [("421000", "A")]),
        ("法治荆州、平安公安", [("421000", "B")]),
    ],
)
def test_names_of_campaigns(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.code, one.tier) for one in find_places(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("荆州公安机关通报", ["421000"]),
        ("荆州市公安局", ["421000"]),
        ("湖北公安", ["420000"]),
        ("荆州公安惠农小额贷款有限公司", ["421000", "421022"]),
        ("荆州公安查处某某贷款有限公司", ["421000"]),
        ("公安、石首、松滋三地", ["421022", "421081", "421087"]),
        ("甘肃合作社", ["620000"]),
        ("济南市市中纪委监委", ["370100", "370103"]),
        ("西宁城中纪委监委", ["630100", "630103"]),
    ],
)
def test_ordinary_words_behind_their_parent(text: str, expected: list[str]) -> None:
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


@pytest.mark.parametrize("part", ["朝阳区、", "朝阳区", "清廉高平、", "组织城区、", "平安和平"])
def test_long_lists_stay_linear(part: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        find_places(part * times)
        return time.process_time() - started

    find_places(part)
    assert min(seconds(8000) for _ in range(3)) < 40 * min(seconds(1000) for _ in range(3)) + 0.1


PIECES = st.sampled_from(
    "清廉 书香 平安 和平 朝阳 新城区 沈阳 公安 局 山西省 晉城市 晋城 阳城 高平 城区 朝阳区 鼓楼区 纪委监委 、 和 。 ， 在 市 县 提高 平台 路 镇 王 新 中 大 江西 长治久安 合作 abc \n 1 和县".split(
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


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        # The rank belongs to 县级: what is left is the police.
        ("公安县级机关队伍教育整顿", "公安", ""),
        # 会同 is a verb here, though a county is called so.
        ("阳泉市纪委监委会同城区、矿区、郊区和平定县核查", "城区", "140302"),
        ("晋城市委部署后，城区委召开常委会", "城区", "140502"),
        ("晋城市调研组在城区某某街道办事处走访", "城区", "140502"),
        # A district that was renamed: its city is told, and no present one of the name lies there.
        ("邢台市委原常委、桥西区委原书记受审", "桥西区", "130503"),
        ("张家口市委原常委、桥西区委原书记受审", "桥西区", "130703"),
        ("全市大兴调查研究之风", "大兴", ""),
    ],
)
def test_forms_met_in_texts_nobody_tuned_for(text: str, name: str, code: str) -> None:
    start = text.index(name)
    found = {one.start: one.code for one in find_places(text)}
    assert found.get(start, "") == code
