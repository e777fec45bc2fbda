"""What the finder returns."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.items import Official


@dataclass(slots=True)
class PlaceMention:
    """One occurrence of a place.  ``start`` and ``end`` are code-point offsets in the text that was given."""

    name: str
    """Official name in the gazetteer (阳城县); the words themselves, folded, when the unit cannot be told."""
    code: str | None
    """GB/T 2260 code, six digits; None when the text does not tell which of ``candidates`` is meant."""
    start: int
    end: int
    tier: str
    """A: own suffix, or parent or list beside it; B: unambiguous short name; C: weaker evidence, to be checked."""
    rule: str
    """Name of the rule that accepted it."""
    candidates: list[str]
    """Codes it may be: one when it is told, several when not."""
    institution: str | None = None
    """The institution whose name it opens, as written, at its shortest full name: 晋城市纪委监委."""
    official: Official | None = None
    """The office-holder whose post it opens."""


@dataclass(slots=True)
class Rejected:
    """A candidate that the finder does not believe."""

    text: str
    start: int
    end: int
    candidates: list[str]
    reason: str
    """Why not, in words."""
    doubtful: bool = False
    """True when nothing speaks against it and only evidence is missing: a person should look."""
