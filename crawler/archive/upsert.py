"""One statement that adds a row or replaces the one with its key, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Table


class Upsert:
    """INSERT … ON CONFLICT DO UPDATE on the primary key of a table, built once for each kind of database met."""

    def __init__(self, table: Table, merged: Callable[[Any], Mapping[str, Any]] | None = None) -> None:
        """``merged`` gives the columns whose new value depends on the old one, from the row that was offered."""
        self._table, self._merged = table, merged
        self._statements: dict[str, Any] = {}

    def run(self, connection: Connection, rows: list[dict[str, Any]]) -> None:
        """Put the rows; none is fine."""
        if rows:
            dialect = connection.dialect.name
            if dialect not in self._statements:
                self._statements[dialect] = self._build(dialect)
            connection.execute(self._statements[dialect], rows)

    def _build(self, dialect: str) -> Any:
        # Each dialect has an `insert` of its own; loading all of them would cost every start a twentieth of a second.
        statement = import_module(f"sqlalchemy.dialects.{dialect}").insert(self._table)
        offered = statement.excluded
        values = {one.name: offered[one.name] for one in self._table.columns if not one.primary_key}
        values |= self._merged(offered) if self._merged else {}
        return statement.on_conflict_do_update(index_elements=list(self._table.primary_key.columns), set_=values)
