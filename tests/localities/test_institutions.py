"""The institution a place opens, at its shortest full name."""

import pytest

from crawler.localities import find_places

CASES = [
    ("福州市纪委监委立足实际", "福州市纪委监委"),
    ("晋城市紀委監委建立机制", "晋城市紀委監委"),
    ("阳城县监委主任", "阳城县监委"),
    ("石门县委原书记", "石门县委"),
    ("中共阳城县委员会", "阳城县委员会"),
    ("海北藏族自治州委书记", "海北藏族自治州委"),
    ("阜阳市委编办原主任", "阜阳市委"),
    ("白城市政府办公室", "白城市政府"),
    ("阳城县人民政府副县长", "阳城县人民政府"),
    ("兰州市政协委员", "兰州市政协"),
    ("常德市人大常委会原副主任", "常德市人大常委会"),
    ("阳城县人民法院以受贿罪判处", "阳城县人民法院"),
    ("晋城市中级人民法院一审", "晋城市中级人民法院"),
    ("泽州县人民检察院提起公诉", "泽州县人民检察院"),
    ("长沙市公安局望城分局大队长", "长沙市公安局望城分局"),
    ("息县农业农村局党组书记", "息县农业农村局"),
    ("泽州县住房和城乡建设局", "泽州县住房和城乡建设局"),
    ("铜仁市纪检监察机关紧盯", "铜仁市纪检监察机关"),
    ("萍乡经济技术开发区上马项目", "萍乡经济技术开发区"),
    ("温州市鑫禾粮油有限公司出纳", "温州市鑫禾粮油有限公司"),
    ("晋城煤业集团纪委", "晋城煤业集团"),
    ("晋城银行原行长", None),
    ("晋城市在全市推广经验并成立工作组，县局配合", None),
    ("晋城市民来到法院", None),
    ("晋城市委托第三方评估", None),
    ("阳城县的法院", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_institution(text: str, expected: str | None) -> None:
    assert find_places(text)[0].institution == expected


def test_the_last_place_opens_the_institution() -> None:
    found = find_places("山西省晋城市阳城县纪委监委")
    assert [one.institution for one in found] == [None, None, "阳城县纪委监委"]
