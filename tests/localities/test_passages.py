"""Which paragraphs are quoted."""

import pytest

from crawler.localities.passages import opens_with_lead_in, paragraph_of, paragraph_starts, passages, runs


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([], []),
        ([3], [(3, 3)]),
        ([6, 20, 21], [(6, 6), (20, 21)]),
        ([2, 2, 1, 0], [(0, 2)]),
        ([1, 3, 5], [(1, 1), (3, 3), (5, 5)]),
    ],
)
def test_adjacent_paragraphs_merge(hits: list[int], expected: list[tuple[int, int]]) -> None:
    assert runs(hits) == expected


@pytest.mark.parametrize(
    "opening",
    "例如，某市 比如某地 譬如， 再如，某县 又如某区 同时，某市 同時,某市 與此同時 此外，某市 另外， 除此之外 无独有偶， \u3000\u3000例如 “例如 如，某县 其中，某市".split(
        " "
    ),
)
def test_openings_that_point_back(opening: str) -> None:
    assert opens_with_lead_in(opening)


@pytest.mark.parametrize(
    "opening", ["某市例如", "同时期，某市", "如何开展监督", "如某市所做", "", "其中一个", "同样理念下"]
)
def test_other_openings(opening: str) -> None:
    assert not opens_with_lead_in(opening)


PARAGRAPHS = [
    "导语。",
    "各地做法不同。",
    "例如，甲市这样做。",
    "乙市那样做。",
    "此外，丙市也做了。",
    "",
    "同时，丁市做了。",
]


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([1], [((1, 1), False)]),
        ([2], [((1, 2), True)]),
        ([1, 2], [((1, 2), False)]),
        ([2, 3, 4], [((1, 4), True)]),
        ([2, 4], [((1, 2), True), ((3, 4), True)]),
        ([6], [((4, 6), True)]),
        ([4, 6], [((3, 6), True)]),
        ([0], [((0, 0), False)]),
    ],
)
def test_lead_in_comes_along(hits: list[int], expected: list[tuple[tuple[int, int], bool]]) -> None:
    found = passages("140500", PARAGRAPHS, hits)
    assert [(one.paragraphs, one.lead_in) for one in found] == expected
    for one in found:
        first, last = one.paragraphs
        assert one.text == "\n".join(PARAGRAPHS[first : last + 1])
        assert one.code == "140500"


def test_first_paragraph_has_nothing_before_it() -> None:
    (found,) = passages("140500", ["例如，甲市。"], [0])
    assert (found.paragraphs, found.lead_in) == ((0, 0), False)


def test_paragraph_numbers() -> None:
    starts = paragraph_starts("甲\n乙乙\n\n丙")
    assert starts == [0, 2, 5, 6]
    assert [paragraph_of(starts, offset) for offset in (0, 1, 2, 4, 5, 6)] == [0, 0, 1, 1, 2, 3]
