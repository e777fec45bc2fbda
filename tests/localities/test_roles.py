"""How prominently an article names a place, and whether it is about it."""

from __future__ import annotations

import pytest

from crawler.localities import Watchlist, roles

SENTENCE = "近日，督查组到现场查看台账，要求把问题逐项改到位。"


def role_and_focus(title: str, body: str, code: str) -> tuple[str, bool]:
    place = next(one for one in Watchlist.of("*").flag(title, body).places if one.code == code)
    return place.role, place.focus


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("阳城县公开小微权力清单", f"阳城县逐村公开清单。\n{SENTENCE}", ("title", True)),
        ("某市考察团赴阳城县学习", f"考察团一行二十人。\n{SENTENCE}", ("title", False)),
        ("逐村公开小微权力清单", f"阳城县逐村公开清单。\n{SENTENCE}\n阳城县还建立台账。", ("lead", True)),
        ("逐村公开小微权力清单", f"{SENTENCE}\n另一地阳城县也在做。", ("body", False)),
        ("多地逐村公开清单", "山西阳城县、江苏阜宁县、浙江龙泉市等地逐村公开清单。", ("list", False)),
        ("夜访", f"{SENTENCE}\n阳城县的老李等在村口。阳城县去年修了路。\n阳城县的夜很静。", ("body", True)),
        ("泽州县一名干部的日常", f"阳城县的同行来访。\n{SENTENCE}", ("lead", False)),
    ],
)
def test_roles(title: str, body: str, expected: tuple[str, bool]) -> None:
    assert role_and_focus(title, body, "140522") == expected


def test_the_byline_is_no_lead() -> None:
    assert roles.lead_paragraph(["虚构日报 林明远", "第一句话在这里。", "第二句。"]) == 1
    assert roles.lead_paragraph([""]) == 0


def test_four_names_are_no_list() -> None:
    body = "甲县、乙县、丙县、丁县"
    spans = [(0, 2), (3, 5), (6, 8), (9, 11)]
    assert roles.in_lists(body, spans) == [False] * 4
    assert roles.in_lists(f"{body}、戊县", [*spans, (12, 14)]) == [True] * 5
