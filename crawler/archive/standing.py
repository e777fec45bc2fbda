"""What a run asks the archive before it asks the site: how addresses stand, how far walks have come."""

from __future__ import annotations

import datetime
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
    """The list page to take the walk up at, the last one that was read; None when the list was read to its end."""
    number: int
    """Which page of the list that is; 0 for a day of a newspaper."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a list says of an address that is to be asked for."""

    section: str | None
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """An address that an earlier run left behind."""

    url: str
    section: str | None
    day: datetime.date | None
    """The day that a list told of it."""
