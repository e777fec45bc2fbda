"""The archive: every article once, its revisions, and the addresses it was found under.

One article is one transaction. What a method returns has been committed.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, func, select

from crawler.archive.memory import RunMemory
from crawler.archive.schema import addresses, articles, pages, pending, revisions, watched
from crawler.archive.stories import story_id
from crawler.extract.addresses import address_key, canonical_url
from crawler.items import Article, Page, Story, as_json

Outcome = Literal["new", "changed", "unchanged", "copy"]


@dataclass(frozen=True)
class Known:
    """What the archive knows about an address."""

    article_id: int
    first_stored: datetime.datetime
    etag: str | None
    last_modified: str | None


class Archive(RunMemory):
    """Articles, addresses, revisions and runs in one database."""

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
                outcome, article_id = "copy", int(copy.id)
                _adopt(article, copy)
            else:
                outcome, article_id = "new", self._insert(connection, article, stamp)
            self._remember(connection, article, article_id, copy=outcome == "copy")
            if keep_page and article.page is not None and outcome in ("new", "changed"):
                _keep_page(connection, article.page, article_id, article.revision, stamp)
        return outcome

    def _at_address(self, connection: Connection, article: Article) -> Any:
        key = address_key(article.canonical_url or article.url)
        statement = select(articles).join(addresses, addresses.c.article_id == articles.c.id)
        return connection.execute(statement.where(addresses.c.key == key)).first()

    def _same_text(self, connection: Connection, article: Article) -> Any:
        """The same title, day and text on the same site: a column copy under an address of its own."""
        statement = select(articles).where(
            articles.c.site == article.site, articles.c.content_sha256 == article.content_sha256
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

    def _remember(self, connection: Connection, article: Article, article_id: int, *, copy: bool) -> None:
        """Note the asked, the final and the canonical address, so that none is fetched again as unknown."""
        page = article.page or Page(asked_url=article.url)
        urls = (page.asked_url, article.url) if copy else (page.asked_url, article.url, article.canonical_url or "")
        keys = {address_key(url) for url in urls if url}
        before = connection.execute(select(addresses.c.key, addresses.c.copy).where(addresses.c.key.in_(keys))).all()
        copies = {row.key for row in before if row.copy}
        connection.execute(addresses.delete().where(addresses.c.key.in_(keys)))
        facts = {"article_id": article_id, "etag": page.etag, "last_modified": page.last_modified}
        rows = [{"key": key, "copy": copy or key in copies, **facts} for key in sorted(keys)]
        connection.execute(addresses.insert(), rows)
        connection.execute(pending.delete().where(pending.c.url.in_({page.asked_url, article.url})))

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
        return Known(row.article_id, first_stored, row.etag, row.last_modified)

    def recent_addresses(self, site: str, since: datetime.datetime) -> list[str]:
        """Canonical addresses of a site's articles first stored since then, newest first."""
        stamp = since.astimezone(datetime.UTC).isoformat(timespec="seconds")
        statement = (
            select(articles.c.canonical_url)
            .where(articles.c.site == site, articles.c.first_stored >= stamp)
            .order_by(articles.c.first_stored.desc(), articles.c.id.desc())
        )
        with self._reading() as connection:
            return list(connection.execute(statement).scalars())

    def withdraw(self, url: str, now: datetime.datetime) -> bool:
        """Note that an address no longer holds its article. True when the article was marked as withdrawn now.

        Its text stays. A copy in another column goes alone; an article whose copy lives on is not marked.
        """
        key = address_key(url)
        stamp = now.astimezone(datetime.UTC).isoformat(timespec="seconds")
        with self._transaction() as connection:
            row = connection.execute(select(addresses).where(addresses.c.key == key)).first()
            if row is None:
                return False
            if row.copy:
                connection.execute(addresses.delete().where(addresses.c.key == key))
                return False
            copies = select(addresses.c.key).where(addresses.c.article_id == row.article_id, addresses.c.copy)
            if connection.execute(copies.limit(1)).first():
                return False
            done = connection.execute(
                articles.update()
                .where(articles.c.id == row.article_id, articles.c.withdrawn_at.is_(None))
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

    def newest_day(self, site: str) -> datetime.date | None:
        """Publication day of a site's newest article."""
        with self._reading() as connection:
            day = connection.execute(select(func.max(articles.c.date)).where(articles.c.site == site)).scalar()
        return datetime.date.fromisoformat(day) if day else None


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


def _storable(text: str) -> str:
    """Lone surrogates, which no database takes, become question marks."""
    return text.encode("utf-8", "replace").decode()
