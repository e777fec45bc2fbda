"""When a walk back through a list stops: by the days, not by the first old article."""

import datetime

import pytest

from crawler.extract import Link, Listing
from crawler.families.walk import Walk

SINCE = datetime.date(2024, 3, 10)


def link(name, day=None):
    return Link(f"http://www.example.gov.cn/{name}.html", f"标题{name}", day and datetime.date(2024, *day))


def filed(day):
    return Link(f"http://www.example.gov.cn/202403/t2024{day}_1.html", "标题")


def is_past(*pages, days=(), rows=0):
    """What the walk says of the last of these pages."""
    walk = Walk(SINCE)
    past = [walk.is_past(walk.fresh(Listing(list(page), rows)), dict(days)) for page in pages]
    return past[-1]


@pytest.mark.parametrize(
    ("page", "past"),
    [
        ([link("a", (3, 11)), link("b", (3, 9))], False),
        ([link("old", (1, 1)), link("a", (3, 11))], False),  # a pinned old article among new ones
        ([link("a", (3, 9)), link("b", (3, 8))], True),
        ([link("a", (3, 10))], False),  # the first day of the range
        ([link("a"), link("b", (3, 9))], True),  # a row without a day
        ([link("a"), link("b")], False),  # nothing is known
        ([filed("0301")], True),  # the address tells
        ([filed("0308")], False),  # by three days it may lie
    ],
)
def test_one_page(page, past):
    assert is_past(page) is past


def test_what_every_page_shows_tells_nothing():
    most_read = [link("hot", (3, 30)), link("hotter", (3, 29))]
    assert is_past([link("a", (3, 12)), *most_read], [link("b", (3, 2)), *most_read])


def test_only_the_rows_of_the_sites_selector_count_where_there_are_any():
    assert is_past([link("a", (3, 2)), link("beside", (3, 30))], rows=1)


def test_days_that_only_the_articles_told_end_a_walk_a_page_later():
    first, second = [link("a"), link("b")], [link("c")]
    days = {first[0].url: datetime.date(2024, 3, 1), first[1].url: datetime.date(2024, 2, 27)}
    assert not is_past(first, days=days)
    assert is_past(first, second, days=days)
    assert not is_past(first, second, days={first[0].url: datetime.date(2024, 3, 20)})
