"""The database behind the archive: opening it, and transactions that end in one line when they fail."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from crawler.archive.schema import MIGRATIONS, ForeignDatabaseError, NewerArchiveError, found_version, migrate

BUSY_SECONDS = 30


def stamped(when: datetime.datetime) -> str:
    """A time as the archive keeps it: UTC, to the second."""
    return when.astimezone(datetime.UTC).isoformat(timespec="seconds")


class ArchiveError(Exception):
    """The archive cannot be read or written; the message is one line for a person."""


class Database:
    """One database, opened."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the database at an SQLAlchemy URL, creating or migrating it.

        Raises:
            ArchiveError: it cannot be opened, is no archive, or belongs to a newer version.
        """
        try:
            engine = _engine(url)
            archive = cls(engine)
            # Reading needs no write lock: a report can be made while a crawl writes.
            with archive._reading() as connection:
                current = found_version(connection) == len(MIGRATIONS)
            if not current:
                with archive._transaction() as connection:
                    migrate(connection)
        except (NewerArchiveError, ForeignDatabaseError, ArgumentError, ImportError, OSError) as why:
            raise ArchiveError(f"archive {_shown(url)}: {_one_line(why)}") from why
        return archive

    def close(self) -> None:
        """Give the database back; the archive must not be used afterwards."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as why:
            raise ArchiveError(f"archive {_shown(str(self._engine.url))}: {_one_line(why)}") from why

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A transaction that takes no write lock, so that reports can be made while a crawl writes."""
        try:
            with self._engine.connect() as connection:
                connection.execution_options(reading=True)
                with connection.begin():
                    yield connection
        except SQLAlchemyError as why:
            raise ArchiveError(f"archive {_shown(str(self._engine.url))}: {_one_line(why)}") from why


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if not parsed.drivername.startswith("sqlite"):
        return create_engine(url)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    # Durable on power loss (FULL) and readable while a crawl writes (WAL); sqlite3's own implicit transactions
    # are switched off so that BEGIN IMMEDIATE takes the write lock at once instead of failing half-way.
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(
            "BEGIN IMMEDIATE" if not connection.get_execution_options().get("reading") else "BEGIN"
        )

    return engine


def _shown(url: str) -> str:
    """The address without its password; the plain path for SQLite."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return "(ARCHIVE_URL)"
    if parsed.drivername.startswith("sqlite"):
        return parsed.database or "in memory"
    return parsed.set(query={}).render_as_string()  # the query may hold a password too


def _one_line(why: BaseException) -> str:
    cause = getattr(why, "orig", None) or why
    return " ".join(str(cause).split()) or type(cause).__name__
