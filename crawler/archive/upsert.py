"""One statement that adds a row or replaces the one with its key, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

INSERTS: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Upsert:
    """INSERT … ON CONFLICT DO UPDATE on the primary key of a table, built once for each database."""

    def __init__(self, table: Table, merged: Callable[[Any], Mapping[str, Any]] | None = None) -> None:
        """``merged`` gives the columns whose new value depends on the old one, from the row that was offered."""
        keys = list(table.primary_key.columns)
        self._statements = {}
        for dialect, insert in INSERTS.items():
            statement = insert(table)
            offered = statement.excluded
            values = {one.name: offered[one.name] for one in table.columns if not one.primary_key}
            values |= merged(offered) if merged else {}
            self._statements[dialect] = statement.on_conflict_do_update(index_elements=keys, set_=values)

    def run(self, connection: Connection, rows: list[dict[str, Any]]) -> None:
        """Put the rows; none is fine."""
        if rows:
            connection.execute(self._statements[connection.dialect.name], rows)
