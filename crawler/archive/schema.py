"""Tables of the archive and the numbered steps that lead an older archive to them.

Times are UTC in ISO 8601 text, days YYYY-MM-DD: both sort as text, on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
)

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("canonical_url", Text, nullable=False, unique=True),
    Column("site", Text),
    Column("spider", String(64)),
    Column("title", Text, nullable=False),
    Column("date", String(10)),
    Column("date_published", String(40)),
    Column("first_stored", String(40), nullable=False),
    Column("changed_at", String(40), nullable=False),
    Column("withdrawn_at", String(40)),
    Column("content_sha256", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("flagged", Boolean, nullable=False),
    Column("story_id", String(40), nullable=False),
    Column("item", Text, nullable=False),
    Index("articles_in_order", "date", "date_published", "id", "changed_at", "revision", "withdrawn_at"),
    Index("articles_by_site_and_day", "site", "date"),
    Index("articles_by_arrival", "site", "first_stored"),
    Index("articles_by_text", "content_sha256", "site"),
    Index("articles_by_story", "story_id"),
)

addresses = Table(
    "addresses",
    metadata,
    Column("key", Text, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("copy", Boolean, nullable=False),  # the same text under an address of its own, in another column
)

listings = Table(
    "listings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("section", Text, primary_key=True),
    Column("title", Text, nullable=False),
)

pending = Table(
    "pending",
    metadata,
    Column("run_key", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("section", Text),
    Column("why", String(64), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("day", String(10)),  # that a list told of it
)

# One row for a list of a walk through a range of days, or for a day of a newspaper that was read whole.
walks = Table(
    "walks",
    metadata,
    Column("walk_key", Text, primary_key=True),
    Column("list", Text, primary_key=True),
    Column("next_url", Text),
    Column("number", Integer, nullable=False),
    Column("noted_at", String(40), nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("replaced_at", String(40), nullable=False),
    Column("item", Text, nullable=False),
)

pages = Table(
    "pages",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("fetched_at", String(40), nullable=False),
    Column("content_type", Text),
    Column("body", LargeBinary, nullable=False),  # zlib
)

watched = Table(
    "watched",
    metadata,
    Column("name", Text, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
)

rejected = Table(
    "rejected",
    metadata,
    Column("key", Text, primary_key=True),
    Column("reason", String(32), nullable=False),
    Column("seen_at", String(40), nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run_key", Text, nullable=False),
    Column("started_at", String(40), nullable=False),
    Column("finished_at", String(40)),
    Column("verdict", String(32), nullable=False),
    Column("report", Text, nullable=False),
    Index("runs_by_key", "run_key", "id"),
)


def _create_first_tables(connection: Connection) -> None:
    metadata.create_all(connection)


def _index_what_is_listed(connection: Connection) -> None:
    """Indexes that answer from themselves what a run and the feeds ask of 100,000 articles."""
    for name in ("articles_by_day", "articles_by_content"):
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
    for index in articles.indexes:
        index.create(connection, checkfirst=True)


def _add_walks(connection: Connection) -> None:
    """Where an interrupted walk through a range goes on, which days of a newspaper were read, and what day a list told.

    A new archive has both already: its first tables are made as they are declared today.
    """
    walks.create(connection, checkfirst=True)
    if "day" not in {column["name"] for column in inspect(connection).get_columns("pending")}:
        connection.exec_driver_sql("ALTER TABLE pending ADD COLUMN day VARCHAR(10)")


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_create_first_tables, _index_what_is_listed, _add_walks)
"""Step n leads from version n to n + 1. A step that has shipped is never edited."""


def migrate(connection: Connection) -> None:
    """Bring the database to the newest version, inside the caller's transaction.

    Raises:
        NewerArchiveError: the archive was written by a newer version of the program.
    """
    version = found_version(connection)
    for step in MIGRATIONS[version:]:
        step(connection)
    connection.execute(schema_version.delete())
    connection.execute(schema_version.insert().values(version=len(MIGRATIONS)))


def found_version(connection: Connection) -> int:
    """Version of the schema; 0 for an empty database.

    Raises:
        NewerArchiveError: as `migrate`.
        ForeignDatabaseError: the database holds tables, but no archive.
    """
    tables = inspect(connection).get_table_names()
    if "schema_version" not in tables:
        if tables:
            raise ForeignDatabaseError(f"is a database of another program (tables: {', '.join(sorted(tables)[:3])})")
        return 0
    version = connection.execute(select(schema_version.c.version)).scalar_one_or_none() or 0
    if version > len(MIGRATIONS):
        raise NewerArchiveError(version, len(MIGRATIONS))
    return version


class ForeignDatabaseError(Exception):
    """The database is not an archive."""


class NewerArchiveError(Exception):
    """The archive's schema is newer than this program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"schema {found} is newer than this program's {known}; update the program")
