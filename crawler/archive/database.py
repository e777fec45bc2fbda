"""The database behind the archive: opening it, and transactions that end in one line when they fail."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from crawler.archive.schema import MIGRATIONS, ForeignDatabaseError, NewerArchiveError, found_version, migrate
from crawler.stopping import stop

BUSY_SECONDS = 30
# SQLite waits in C, deaf to signals: it is asked to wait a little only, again and again.
_ATTEMPT_SECONDS = 0.5


def stamped(when: datetime.datetime) -> str:
    """A time as the archive keeps it: UTC, to the second."""
    return when.astimezone(datetime.UTC).isoformat(timespec="seconds")


class ArchiveError(Exception):
    """The archive cannot be read or written; the message is one line for a person."""


class ArchiveBusy(ArchiveError):
    """Another program keeps the archive locked."""


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
            kind = ArchiveBusy if _is_busy(why) else ArchiveError
            raise kind(f"archive {_shown(str(self._engine.url))}: {_one_line(why)}") from why

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A transaction that takes no write lock, so that reports can be made while a crawl writes."""
        try:
            with self._engine.connect() as connection:
                connection.execution_options(reading=True)
                with connection.begin():
                    yield connection
        except SQLAlchemyError as why:
            kind = ArchiveBusy if _is_busy(why) else ArchiveError
            raise kind(f"archive {_shown(str(self._engine.url))}: {_one_line(why)}") from why


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if not parsed.drivername.startswith("sqlite"):
        return create_engine(url)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _ATTEMPT_SECONDS})
    patiently, place = Patience(BUSY_SECONDS), Place(parsed.database)

    # Durable on power loss (FULL) and readable while a crawl writes (WAL); sqlite3's own implicit transactions
    # are switched off so that BEGIN IMMEDIATE takes the write lock at once instead of failing half-way.
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={int(_ATTEMPT_SECONDS * 1000)}",
            "foreign_keys=ON",
        ):
            patiently(connection.execute, f"PRAGMA {pragma}")
        place.note()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("reading"):
            connection.exec_driver_sql("BEGIN")
            patiently(connection.exec_driver_sql, "PRAGMA schema_version")  # the first thing read takes the lock
        else:
            place.check()
            patiently(connection.exec_driver_sql, "BEGIN IMMEDIATE")

    return engine


class Patience:
    """Waits for the lock of another program, but not once a stop is asked for, and only the first time for long."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self, execute: Callable[[str], Any], statement: str) -> Any:
        """Execute a statement as soon as the lock is free; raises the database's error when that takes too long."""
        until = monotonic() + self.seconds
        while True:
            try:
                return execute(statement)
            except (sqlite3.OperationalError, OperationalError) as why:
                if not _is_busy(why) or stop.requested:
                    raise
                if monotonic() >= until:
                    self.seconds = 0.0
                    raise


class Place:
    """The file that was opened: what is written into a file that has been removed meanwhile is lost without an error."""

    def __init__(self, path: str | None) -> None:
        self.path = path if path and path != ":memory:" and not path.startswith("file:") else None
        self.opened: tuple[int, int] | None = None

    def note(self) -> None:
        """Remember which file the connection has opened."""
        self.opened = self.opened or self._found()

    def check(self) -> None:
        """Raises ArchiveError when another file, or none, lies there by now."""
        if self.opened is not None and self._found() != self.opened:
            raise ArchiveError(f"archive {self.path}: was removed or replaced while it was in use; run again")

    def _found(self) -> tuple[int, int] | None:
        try:
            found = Path(self.path).stat() if self.path else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None


def _is_busy(why: Exception) -> bool:
    return _primary_code(getattr(why, "orig", None) or why) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _primary_code(why: BaseException) -> int:
    """SQLite's code of an error: the low byte of the extended one (https://sqlite.org/rescode.html); 0 for others."""
    return int(getattr(why, "sqlite_errorcode", None) or 0) & 0xFF


def _shown(url: str) -> str:
    """The address without its password; the plain path for SQLite."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return "(ARCHIVE_URL)"
    if parsed.drivername.startswith("sqlite"):
        return parsed.database or "in memory"
    return parsed.set(query={}).render_as_string()  # the query may hold a password too


_REMEDIES = {
    sqlite3.SQLITE_BUSY: f"another program has kept it locked for {BUSY_SECONDS} s; end that program and run again",
    sqlite3.SQLITE_LOCKED: f"another program has kept it locked for {BUSY_SECONDS} s; end that program and run again",
    sqlite3.SQLITE_FULL: "make room and run again",
    sqlite3.SQLITE_IOERR: "look after the disk: full, a limit on file size, or failing",
    sqlite3.SQLITE_READONLY: "give this user the right to write it and its folder",
    sqlite3.SQLITE_PERM: "give this user the right to write it and its folder",
    sqlite3.SQLITE_CANTOPEN: "give this user the right to read and write it and its folder",
    sqlite3.SQLITE_CORRUPT: "restore a copy, or move it away to begin anew",
    sqlite3.SQLITE_NOTADB: "restore a copy, or move it away to begin anew",
}


def _one_line(why: BaseException) -> str:
    cause = getattr(why, "orig", None) or why
    said = " ".join(str(cause).split()) or type(cause).__name__
    remedy = _REMEDIES.get(_primary_code(cause))
    return f"{said}; {remedy}" if remedy else said
