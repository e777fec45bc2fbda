"""The adjectives of campaigns, and how campaigns are joined."""

import pytest

from crawler.localities import slogans


def test_the_table_holds_words_of_one_length() -> None:
    assert all(len(word) == slogans.LENGTH for word in slogans.adjectives())


@pytest.mark.parametrize(
    ("text", "opens"), [("清廉高平", True), ("平安高平", True), ("廉高平", False), ("我们高平", False)]
)
def test_opens(text: str, opens: bool) -> None:
    assert slogans.opens(text, text.index("高平")) is opens


@pytest.mark.parametrize(
    ("between", "joined"),
    [
        ("", True),
        ("、", True),
        ("”“", True),
        ("”、“", True),
        ("和", True),
        ("。", False),
        ("、、", False),
        ("”以及“", False),
    ],
)
def test_joined(between: str, joined: bool) -> None:
    assert slogans.joined(f"高平{between}书香", 2, 2 + len(between)) is joined
