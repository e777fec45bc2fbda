"""Retry-After as RFC 9110 writes it."""

import datetime

import pytest

from crawler.middlewares.retry_after import seconds_to_wait

NOW = datetime.datetime(2024, 3, 12, 8, 0, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3),
        (" 120 ", 120),
        ("0", 0),
        ("Tue, 12 Mar 2024 08:01:00 GMT", 60),
        ("Tue, 12 Mar 2024 07:00:00 GMT", 0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("99999999999999999999", 999999999),
    ],
)
def test_seconds_to_wait(value, seconds):
    assert seconds_to_wait(value, NOW) == seconds
