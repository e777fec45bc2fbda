"""What goes wrong with the user's places."""

from __future__ import annotations


class LocalitiesError(ValueError):
    """The configuration of watched places cannot be used.

    The message is one line: file, line or entry, the problem, and what to write instead.
    """
