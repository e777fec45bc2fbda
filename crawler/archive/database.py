"""The database behind the archive: opening it, and transactions that end in one line when they fail."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from crawler.archive.errors import ArchiveBusy, ArchiveError
from crawler.archive.schema import MIGRATIONS, ForeignDatabaseError, NewerArchiveError, found_version, migrate
from crawler.archive.sqlite import REMEDIES, is_busy, primary_code, sqlite_engine


def stamped(when: datetime.datetime) -> str:
    """A time as the archive keeps it: UTC, to the second."""
    return when.astimezone(datetime.UTC).isoformat(timespec="seconds")


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
        with self._told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A transaction that takes no write lock, so that reports can be made while a crawl writes."""
        with self._told(), self._engine.connect() as connection:
            connection.execution_options(reading=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the database raises into one line for a person."""
        try:
            yield
        except SQLAlchemyError as why:
            kind = ArchiveBusy if is_busy(why) else ArchiveError
            raise kind(f"archive {_shown(str(self._engine.url))}: {_one_line(why)}") from why


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    return sqlite_engine(parsed) if parsed.drivername.startswith("sqlite") else create_engine(url)


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
    said = " ".join(str(cause).split()) or type(cause).__name__
    remedy = REMEDIES.get(primary_code(cause))
    return f"{said}; {remedy}" if remedy else said
