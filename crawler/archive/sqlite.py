"""SQLite as the archive needs it: durable, readable while it is written, patient with other programs, sure of its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from crawler.archive.errors import ArchiveError
from crawler.stopping import stop

BUSY_SECONDS = 30
# SQLite waits in C, deaf to signals: it is asked to wait a little only, again and again.
_ATTEMPT_SECONDS = 0.5


def sqlite_engine(url: URL) -> Engine:
    """An engine for a file, whose folder is made, or for memory."""
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _ATTEMPT_SECONDS})
    patiently, place = Patience(BUSY_SECONDS), Place(url.database)

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
                if not is_busy(why) or stop.requested:
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


def is_busy(why: Exception) -> bool:
    """Whether a lock of another program is what is wrong."""
    return primary_code(getattr(why, "orig", None) or why) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def primary_code(why: BaseException) -> int:
    """SQLite's code of an error: the low byte of the extended one (https://sqlite.org/rescode.html); 0 for others."""
    return int(getattr(why, "sqlite_errorcode", None) or 0) & 0xFF


REMEDIES = {
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
"""What to do, by SQLite's code."""
