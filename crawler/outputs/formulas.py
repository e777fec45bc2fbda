"""Cells that a spreadsheet would run: page text must stay text when a table is opened in Excel or LibreOffice."""

from __future__ import annotations

# OWASP, "CSV Injection": what opens a formula, the full-width forms that East Asian versions take for the same, and
# what some programs skip before looking.
_OPENERS = frozenset("=+-@\t\r\n＝＋－＠|%")


def guarded(text: str) -> str:
    """A cell's text behind an apostrophe when a spreadsheet could take it for a formula; all other text as it is."""
    opener = text.lstrip(" \u3000\ufeff")[:1]
    return f"'{text}" if opener and opener in _OPENERS else text
