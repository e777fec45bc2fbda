"""A reported day without a year, in the year that the repost's own day tells."""

import datetime

import pytest

from crawler.extract.reposts import with_year


@pytest.mark.parametrize(
    ("day", "reposted", "resolved"),
    [
        ("--08-16", datetime.date(2018, 8, 17), "2018-08-16"),
        ("--12-30", datetime.date(2019, 1, 2), "2018-12-30"),
        ("--08-16", None, "--08-16"),
        ("2018-08-16", datetime.date(2020, 1, 1), "2018-08-16"),
        (None, datetime.date(2018, 8, 17), None),
        ("--02-29", datetime.date(2018, 8, 17), "2016-02-29"),
    ],
)
def test_with_year(day, reposted, resolved):
    assert with_year(day, reposted) == resolved
