"""One walk through the pages of one list: what it has seen, and whether it is past the days that are wanted."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.extract.urldates import date_in_url

if TYPE_CHECKING:
    from crawler.extract import Link, Listing

# An address can be filed under a day up to so much before the article's own (ccdi, 3 of 97 pages, 2022-2025: later ones).
FILED_BEFORE = datetime.timedelta(days=3)


@dataclass
class Walk:
    """The pages of one list that a run has read so far."""

    since: datetime.date | None = None
    seen: set[str] = field(default_factory=set)
    """Addresses on the pages so far."""
    undated: list[str] = field(default_factory=list)
    """Of the last page, the new addresses whose day neither list nor address tells."""
    pages: set[str] = field(default_factory=set)
    """Addresses of the list pages that this run has read."""
    reached: datetime.date | None = None
    """The latest day on the last page: all later ones have been walked through."""

    def fresh(self, listing: Listing) -> list[Link]:
        """The links of the next page that no earlier one had, only those of the site's own rows where a selector finds them.

        What stands beside the list on every page (most read, pinned) tells nothing of how far back the list has come. Nor
        do rows that every page repeats while other links are new: the selector has found such a box.
        """
        new = [link for link in listing.links if link.url not in self.seen]
        rows = [link for link in listing.links[: listing.rows] if link.url not in self.seen]
        self.seen.update(link.url for link in listing.links)
        return rows or new

    def is_past(self, new: list[Link], days: Mapping[str, datetime.date]) -> bool:
        """Whether the new links of a page all lie before `since`.

        A page that tells the days of less than half of them is judged by what the articles of the page before it said
        (`days`, by address).
        """
        told = [day for link in new if (day := link.date or _filed(link.url))]
        if len(told) * 2 < len(new):
            told = [days[url] for url in self.undated if url in days]
        self.undated = [link.url for link in new if not link.date and not _filed(link.url)]
        if told:
            self.reached = max(told)
        return bool(self.since and told and max(told) < self.since)


def _filed(url: str) -> datetime.date | None:
    day = date_in_url(url)
    return day + FILED_BEFORE if day else None
