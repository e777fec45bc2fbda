"""Places in the text: whole-country gazetteer, finder, the user's watched places.

``find_places`` and ``explain`` need neither pydantic nor a configuration file; ``Watchlist`` is loaded when asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.localities.errors import LocalitiesError
from crawler.localities.finder import explain, find_places
from crawler.localities.mention import PlaceMention, Rejected

if TYPE_CHECKING:
    from crawler.localities.watchlist import Flags, Watchlist

__all__ = ["Flags", "LocalitiesError", "PlaceMention", "Rejected", "Watchlist", "explain", "find_places"]


def __getattr__(name: str) -> Any:
    if name in {"Flags", "Watchlist"}:
        from crawler.localities import watchlist

        return getattr(watchlist, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
