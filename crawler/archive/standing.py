"""What a run asks the archive before it asks the site: how addresses stand, how far walks have come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """What is on record of an address that a section lists."""

    stored: bool = False
    """An article is stored under it."""
    settled: bool = False
    """It was seen to hold no article not long ago."""
    title: str | None = None
    """The title under which the section listed it before."""

    def retitled(self, title: str) -> bool:
        """Whether the section listed it before under another title than this."""
        return self.title not in (None, title)


@dataclass(frozen=True, slots=True)
class Walked:
    """How far a walk through a list has come."""

    next_url: str | None
    """The list page to read next; None when the list was read to its end."""
    number: int
    """Which page of the list that is."""
