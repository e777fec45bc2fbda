"""The archive: every article once, its revisions, where it was found, and the runs.

One article is one transaction. What a method returns has been committed.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from crawler.archive.schema import (
    NewerArchiveError,
    addresses,
    articles,
    migrate,
    pages,
    rejected,
    revisions,
    runs,
    watched,
)
from crawler.archive.stories import story_id
from crawler.extract.addresses import address_key, canonical_url
from crawler.items import Article, Page, Story, as_json

BUSY_SECONDS = 30

Outcome = Literal["new", "changed", "unchanged"]


class ArchiveError(Exception):
    """The archive cannot be read or written; the message is one line for a person."""


@dataclass(frozen=True)
class Known:
    """What the archive knows about an address."""

    article_id: int
    first_stored: datetime.datetime
    listed_title: str | None
    etag: str | None
    last_modified: str | None


class Archive:
    """Articles, addresses, revisions and runs in one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Archive:
        """Open the database at an SQLAlchemy URL, creating or migrating it.

        Raises:
            ArchiveError: it cannot be opened, is no archive, or belongs to a newer version.
        """
        try:
            engine = _engine(url)
            archive = cls(engine)
            with archive._transaction() as connection:
                migrate(connection)
        except (NewerArchiveError, ArgumentError, ImportError, OSError) as why:
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

    # -- articles --------------------------------------------------------------------------------------------

    def put(self, article: Article, now: datetime.datetime, *, keep_page: bool = False) -> Outcome:
        """Store an article, or its new revision, with the addresses it was found under.

        Sets ``canonical_url``, ``content_sha256``, ``fetched_at``, ``revision`` and ``story`` on the article.
        The same text on the same site under another address is the same article.

        Raises:
            ArchiveError: nothing was stored.
        """
        article.canonical_url = canonical_url(article.canonical_url or article.url)
        article.content_sha256 = content_sha256(article)
        stamp = now.astimezone(datetime.UTC).isoformat(timespec="seconds")
        outcome: Outcome
        with self._transaction() as connection:
            row = self._at_address(connection, article)
            copy = None if row else self._same_text(connection, article)
            if row is not None:
                outcome, article_id = self._update(connection, row, article, stamp), int(row.id)
            elif copy is not None:
                outcome, article_id = "unchanged", int(copy.id)
                _adopt(article, copy)
            else:
                outcome, article_id = "new", self._insert(connection, article, stamp)
            self._remember(connection, article, article_id)
            if keep_page and article.page is not None and outcome != "unchanged":
                _keep_page(connection, article.page, article_id, article.revision, stamp)
        return outcome

    def _at_address(self, connection: Connection, article: Article) -> Any:
        key = address_key(article.canonical_url or article.url)
        statement = select(articles).join(addresses, addresses.c.article_id == articles.c.id)
        return connection.execute(statement.where(addresses.c.key == key)).first()

    def _same_text(self, connection: Connection, article: Article) -> Any:
        """The same title, day and text on the same site: a column copy under an address of its own."""
        statement = select(articles).where(
            articles.c.spider == article.spider, articles.c.content_sha256 == article.content_sha256
        )
        return connection.execute(statement).first()

    def _insert(self, connection: Connection, article: Article, stamp: str) -> int:
        article.revision, article.fetched_at = 1, datetime.datetime.fromisoformat(stamp)
        _join_story(connection, article)
        result = connection.execute(
            articles.insert().values(
                canonical_url=article.canonical_url, first_stored=stamp, **_columns(article, stamp)
            )
        )
        key = result.inserted_primary_key
        assert key is not None
        _watch(connection, key[0], article.localities)
        return int(key[0])

    def _update(self, connection: Connection, row: Any, article: Article, stamp: str) -> Outcome:
        changed = row.content_sha256 != article.content_sha256
        _adopt(article, row)
        article.revision = row.revision + changed
        if changed:
            connection.execute(
                revisions.insert().values(article_id=row.id, revision=row.revision, replaced_at=stamp, item=row.item)
            )
        columns = _columns(article, stamp if changed else row.changed_at)
        connection.execute(articles.update().where(articles.c.id == row.id).values(**columns))
        _watch(connection, row.id, article.localities)
        return "changed" if changed else "unchanged"

    def _remember(self, connection: Connection, article: Article, article_id: int) -> None:
        """Note the asked, the final and the canonical address, so that none is fetched again as unknown."""
        page = article.page or Page(asked_url=article.url)
        keys = {address_key(url) for url in (page.asked_url, article.url, article.canonical_url or article.url)}
        connection.execute(addresses.delete().where(addresses.c.key.in_(keys)))
        facts = {"article_id": article_id, "etag": page.etag, "last_modified": page.last_modified}
        connection.execute(
            addresses.insert(), [{"key": key, "listed_title": page.listed_title, **facts} for key in sorted(keys)]
        )

    def known(self, url: str) -> Known | None:
        """What is stored under an address, in any of its spellings; None when nothing is."""
        statement = (
            select(addresses, articles.c.first_stored)
            .join(articles, addresses.c.article_id == articles.c.id)
            .where(addresses.c.key == address_key(url))
        )
        with self._reading() as connection:
            row = connection.execute(statement).first()
        if row is None:
            return None
        first_stored = datetime.datetime.fromisoformat(row.first_stored)
        return Known(row.article_id, first_stored, row.listed_title, row.etag, row.last_modified)

    def recent_addresses(self, spider: str, since: datetime.datetime) -> list[str]:
        """Canonical addresses of a spider's articles first stored since then, newest first."""
        stamp = since.astimezone(datetime.UTC).isoformat(timespec="seconds")
        statement = (
            select(articles.c.canonical_url)
            .where(articles.c.spider == spider, articles.c.first_stored >= stamp)
            .order_by(articles.c.first_stored.desc(), articles.c.id.desc())
        )
        with self._reading() as connection:
            return list(connection.execute(statement).scalars())

    def withdraw(self, url: str, now: datetime.datetime) -> bool:
        """Mark the article at an address as withdrawn by its publisher; its text stays. True when it was marked now."""
        known = self.known(url)
        if known is None:
            return False
        stamp = now.astimezone(datetime.UTC).isoformat(timespec="seconds")
        with self._transaction() as connection:
            done = connection.execute(
                articles.update()
                .where(articles.c.id == known.article_id, articles.c.withdrawn_at.is_(None))
                .values(withdrawn_at=stamp, changed_at=stamp)
            )
        return bool(done.rowcount)

    def articles(
        self, *, watched_name: str | None = None, flagged: bool = False, limit: int | None = None
    ) -> Iterator[dict[str, Any]]:
        """Stored articles as JSON objects, newest first; ``withdrawn_at`` is added to each."""
        statement = select(articles.c.item, articles.c.withdrawn_at).order_by(
            func.coalesce(articles.c.date, "").desc(), func.coalesce(articles.c.date_published, "").desc(),
            articles.c.id.desc(),
        )  # fmt: skip
        if watched_name is not None:
            statement = statement.join(watched, watched.c.article_id == articles.c.id).where(
                watched.c.name == watched_name
            )
        if flagged:
            statement = statement.where(articles.c.flagged)
        if limit is not None:
            statement = statement.limit(limit)
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=200).execute(statement):
                yield {**json.loads(row.item), "withdrawn_at": row.withdrawn_at}

    def stored(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Number and item of every article, in the order of storing; other writers are not kept waiting meanwhile."""
        last = 0
        while True:
            statement = select(articles.c.id, articles.c.item).where(articles.c.id > last).order_by(articles.c.id)
            with self._reading() as connection:
                rows = connection.execute(statement.limit(200)).all()
            if not rows:
                return
            for row in rows:
                yield row.id, json.loads(row.item)
            last = rows[-1].id

    def set_flags(self, number: int, flags: dict[str, Any], now: datetime.datetime) -> None:
        """Replace the fields of a stored item that say which places it names; the text and its revision stay."""
        stamp = now.astimezone(datetime.UTC).isoformat(timespec="seconds")
        with self._transaction() as connection:
            item = connection.execute(select(articles.c.item).where(articles.c.id == number)).scalar_one()
            text = _storable(json.dumps({**json.loads(item), **flags}, ensure_ascii=False))
            connection.execute(
                articles.update()
                .where(articles.c.id == number)
                .values(item=text, flagged=flags["flagged"], changed_at=stamp)
            )
            _watch(connection, number, flags["localities"])

    def count(self) -> int:
        """Number of articles."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(articles)).scalar_one()

    def state(self) -> list[Any]:
        """A value that changes whenever what the outputs show has changed."""
        statement = select(
            func.count(), func.max(articles.c.changed_at), func.sum(articles.c.revision), func.max(articles.c.id),
            func.count(articles.c.withdrawn_at), select(func.count()).select_from(watched).scalar_subquery(),
        )  # fmt: skip
        with self._reading() as connection:
            return list(connection.execute(statement).one())

    def newest_day(self, spider: str) -> datetime.date | None:
        """Publication day of a spider's newest article."""
        with self._reading() as connection:
            day = connection.execute(select(func.max(articles.c.date)).where(articles.c.spider == spider)).scalar()
        return datetime.date.fromisoformat(day) if day else None

    # -- addresses that hold no article ------------------------------------------------------------------------

    def note_rejected(self, reasons: dict[str, str], now: datetime.datetime) -> None:
        """Remember addresses that answered with something that is no article: address -> reason."""
        stamp = now.astimezone(datetime.UTC).isoformat(timespec="seconds")
        rows = {
            address_key(url): {"key": address_key(url), "reason": why, "seen_at": stamp} for url, why in reasons.items()
        }
        if not rows:
            return
        with self._transaction() as connection:
            connection.execute(rejected.delete().where(rejected.c.key.in_(rows)))
            connection.execute(rejected.insert(), list(rows.values()))

    def rejected_since(self, url: str, since: datetime.datetime) -> bool:
        """Whether the address answered with no article at or after that time."""
        stamp = since.astimezone(datetime.UTC).isoformat(timespec="seconds")
        statement = select(rejected.c.key).where(rejected.c.key == address_key(url), rejected.c.seen_at >= stamp)
        with self._reading() as connection:
            return connection.execute(statement).first() is not None

    # -- runs ------------------------------------------------------------------------------------------------

    def start_run(self, spider: str, report: dict[str, Any]) -> int:
        """Note that a run has begun; until `finish_run` it counts as interrupted."""
        with self._transaction() as connection:
            result = connection.execute(runs.insert().values(spider=spider, **_run_columns(report)))
        key = result.inserted_primary_key
        assert key is not None
        return int(key[0])

    def finish_run(self, run_id: int, report: dict[str, Any]) -> None:
        """Write the report of a finished run."""
        with self._transaction() as connection:
            connection.execute(runs.update().where(runs.c.id == run_id).values(**_run_columns(report)))

    def last_runs(self, spider: str | None = None, limit: int = 20) -> list[dict[str, Any]]:
        """Reports of the last runs, newest first."""
        statement = select(runs.c.report).order_by(runs.c.id.desc()).limit(limit)
        if spider is not None:
            statement = statement.where(runs.c.spider == spider)
        with self._reading() as connection:
            return [json.loads(text) for text in connection.execute(statement).scalars()]

    def spiders_run(self) -> list[str]:
        """Names of the spiders that ever ran."""
        with self._reading() as connection:
            return list(connection.execute(select(runs.c.spider).distinct().order_by(runs.c.spider)).scalars())


def content_sha256(article: Article) -> str:
    """Hash of what a reader would call the text: title, day and body."""
    day = article.date.isoformat() if article.date else ""
    return hashlib.sha256("\n".join((article.title, day, article.body)).encode("utf-8", "surrogatepass")).hexdigest()


def _adopt(article: Article, row: Any) -> None:
    """Give an article what the archive has fixed for it: address, first fetch, revision, story."""
    role = (json.loads(row.item).get("story") or {}).get("role")
    article.canonical_url = row.canonical_url
    article.fetched_at = datetime.datetime.fromisoformat(row.first_stored)
    article.revision = row.revision
    basis = article.story.is_based_on if article.story else None
    article.story = Story(id=row.story_id, role=role, is_based_on=basis)


def _columns(article: Article, changed_at: str) -> dict[str, Any]:
    item = as_json(article)
    return {
        "site": article.site,
        "spider": article.spider,
        "title": _storable(article.title),
        "date": item["date"],
        "date_published": item["date_published"],
        "changed_at": changed_at,
        "withdrawn_at": None,
        "content_sha256": article.content_sha256,
        "revision": article.revision,
        "flagged": article.flagged,
        "story_id": item["story"]["id"],
        "item": _storable(json.dumps(item, ensure_ascii=False)),
    }


def _storable(text: str) -> str:
    """Lone surrogates, which no database takes, become question marks."""
    return text.encode("utf-8", "replace").decode()


def _run_columns(report: dict[str, Any]) -> dict[str, Any]:
    return {
        "started_at": report["started_at"],
        "finished_at": report.get("finished_at"),
        "verdict": report["verdict"],
        "report": json.dumps(report, ensure_ascii=False),
    }


def _join_story(connection: Connection, article: Article) -> None:
    key = story_id(article.title, article.body)
    seen = connection.execute(select(articles.c.id).where(articles.c.story_id == key).limit(1)).first()
    told = article.story or Story()
    role = told.role or ("reprint" if seen else "original")
    article.story = dataclasses.replace(told, id=key, role=role)


def _watch(connection: Connection, article_id: int, names: list[str]) -> None:
    connection.execute(watched.delete().where(watched.c.article_id == article_id))
    if names:
        connection.execute(
            watched.insert(), [{"name": name, "article_id": article_id} for name in dict.fromkeys(names)]
        )


def _keep_page(connection: Connection, page: Page, article_id: int, revision: int, stamp: str) -> None:
    connection.execute(
        pages.insert().values(
            article_id=article_id,
            revision=revision,
            fetched_at=stamp,
            content_type=page.content_type,
            body=zlib.compress(page.body, 6),
        )
    )


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
    except ArgumentError:
        return "(ARCHIVE_URL)"
    return parsed.database or "in memory" if parsed.drivername.startswith("sqlite") else parsed.render_as_string()


def _one_line(why: BaseException) -> str:
    cause = getattr(why, "orig", None) or why
    return " ".join(str(cause).split()) or type(cause).__name__
