"""Log lines: one line each, and nothing in them moves a terminal."""

import logging

import pytest

from crawler.logs import LineRecord, inert


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 文字", "plain 文字"),
        ("a\n2026-01-01 ERROR fake", "a\\x0a2026-01-01 ERROR fake"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2028b\u0085c", "a\\u2028b\\x85c"),
        ("\ud800", "\\ud800"),
    ],
)
def test_inert(text, shown):
    assert inert(text) == shown


def record(message, *args, exc_info=None):
    return LineRecord("crawler", logging.ERROR, "x.py", 1, message, args, exc_info)


def test_a_record_is_one_line_also_with_an_exception():
    try:
        raise ValueError("bad\nthing")
    except ValueError as why:
        told = record("on %s", "http://e.cn/\nfake", exc_info=(type(why), why, why.__traceback__))
    line = told.getMessage()
    assert "\n" not in line
    assert "ValueError: bad thing at test_logs.py:" in line
    assert told.exc_info is None


def test_at_debug_a_message_keeps_its_lines_and_nothing_else(monkeypatch):
    monkeypatch.setattr(LineRecord, "tracebacks", True)
    assert record("a\nb\x1b").getMessage() == "a\nb\\x1b"
