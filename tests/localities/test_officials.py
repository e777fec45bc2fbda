"""Office-holders: post and name, only when the sentence tells both."""

import pytest

from crawler.items import Official
from crawler.localities import find_places

CASES = [
    (
        "山西省晉城市委常委、市紀委書記、市監委主任王某某認為：“要抓早抓小。”",
        1,
        Official(name="王某某", posts=["晉城市委常委", "市紀委書記", "市監委主任"], quoted=True),
    ),
    ("阳城县委书记李明远主持会议。", 0, Official(name="李明远", posts=["阳城县委书记"])),
    ("泽州县原县长赵平，接受审查。", 0, Official(name="赵平", posts=["泽州县原县长"])),
    (
        "陵川县纪委监委党风室主任孙立介绍，下一步继续推进。",
        0,
        Official(name="孙立", posts=["陵川县纪委监委党风室主任"]),
    ),
    ("沁水县县长王凯说，“要快。”", 0, Official(name="王凯", posts=["沁水县县长"], quoted=True)),
    ("沁水县原县长王向东违规收礼。", 0, Official(name="王向东", posts=["沁水县原县长"])),
    ("沁水县纪委书记欧阳文告诉记者：“已经整改。”", 0, Official(name="欧阳文", posts=["沁水县纪委书记"], quoted=True)),
]


@pytest.mark.parametrize(("text", "number", "expected"), CASES)
def test_official(text: str, number: int, expected: Official) -> None:
    assert find_places(text)[number].official == expected


@pytest.mark.parametrize(
    "text",
    [
        "阳城县委书记主持会议",
        "阳城县委书记期间收受礼金",
        "阳城县纪委监委主任办公会",
        "阳城县各级书记带头",
        "阳城县。书记李明远到会",
        "阳城县委书记和县长到会",
    ],
)
def test_no_guessing(text: str) -> None:
    assert find_places(text)[0].official is None


def test_the_province_before_the_city_opens_no_post() -> None:
    assert find_places("山西省晋城市市长王建到会")[0].official is None
