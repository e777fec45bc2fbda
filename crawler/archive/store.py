"""The archive: every article once, its revisions, and the addresses it was found under.

One article is one transaction. What a method returns has been committed.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, and_, bindparam, exists, func, or_, select

from crawler.archive.database import stamped
from crawler.archive.memory import RunMemory
from crawler.archive.schema import addresses, articles, listings, pages, pending, rejected, revisions, watched
from crawler.archive.standing import Standing
from crawler.archive.stories import story_id
from crawler.archive.upsert import Upsert
from crawler.extract.addresses import address_key, canonical_url, looks_like_article
from crawler.extract.agreement import agrees
from crawler.items import Article, Page, Story, json_text

Outcome = Literal["new", "changed", "unchanged", "copy", "other"]
"""What became of an article. ``copy``: one more address of a stored one. ``other``: nothing was stored, because the text is
not that of the article at this address."""
# A stored text so long is not replaced by one that has nothing of it.
ENOUGH_TEXT = 100
# What came of the page is not all of it: it must not take the place of a whole text.
DAMAGE = frozenset({"page_truncated", "parts_missing"})


@dataclass(frozen=True)
class Known:
    """What the archive knows about an address."""

    article_id: int
    first_stored: datetime.datetime
    etag: str | None
    last_modified: str | None
    day: datetime.date | None
    """Its publication day."""


# Statements are built once: building one costs more than SQLite takes to run it (benchmarks/PROFILE.md).
_KEY: BindParameter[str] = bindparam("key")
# What the archive has of an article that comes in, in one question: the article at its address (or at the one the page
# declares), one of the same site with the same title, day and text (a column copy under an address of its own), and one
# with the same text anywhere.
_RELATED = select(
    func.coalesce(
        select(addresses.c.article_id).where(addresses.c.key == _KEY).scalar_subquery(),
        select(addresses.c.article_id).where(addresses.c.key == bindparam("declared")).scalar_subquery(),
    ).label("at_address"),
    select(func.min(articles.c.id))
    .where(
        articles.c.content_sha256 == bindparam("content_sha256"),
        func.coalesce(articles.c.site, "") == bindparam("site"),
    )
    .scalar_subquery()
    .label("same_text"),
    select(articles.c.id)
    .where(articles.c.story_id == bindparam("story"))
    .limit(1)
    .scalar_subquery()
    .label("same_story"),
    exists().where(pending.c.url.in_([bindparam("asked"), bindparam("found")])).label("pending"),
)
_BY_NUMBER = select(articles).where(articles.c.id == bindparam("number"))
_KNOWN = (
    select(addresses, articles.c.first_stored, articles.c.date)
    .join(articles, addresses.c.article_id == articles.c.id)
    .where(addresses.c.key == _KEY)
)
_STORED_AT = select(addresses.c.key).where(addresses.c.key.in_(bindparam("keys", expanding=True)))
_SETTLED_AT = select(rejected.c.key).where(
    rejected.c.key.in_(bindparam("keys", expanding=True)), rejected.c.seen_at >= bindparam("stamp")
)
_LISTED_AT = select(listings.c.key, listings.c.title).where(
    listings.c.section == bindparam("section"), listings.c.key.in_(bindparam("keys", expanding=True))
)
_NO_LONGER_PENDING = pending.delete().where(
    or_(pending.c.url == bindparam("asked"), pending.c.url == bindparam("found"))
)
_ITEMS = select(articles.c.id, articles.c.item, articles.c.withdrawn_at).where(
    articles.c.id.in_(bindparam("numbers", expanding=True))
)
_INSERT_ARTICLE, _INSERT_WATCHED = articles.insert(), watched.insert()
_FORGET_WATCHED = watched.delete().where(watched.c.article_id == bindparam("number"))
_NEWEST_FIRST = (
    articles.c.date.desc().nulls_last(),
    articles.c.date_published.desc().nulls_last(),
    articles.c.id.desc(),
)
# Keys looked up in one statement; SQLite before 3.32 takes 999 values.
_AT_ONCE = 500
# Items are large, those that name many places above all.
_ITEMS_AT_ONCE = 50


# An address as it is now; once that of a copy it stays one.
_PUT_ADDRESS = Upsert(addresses, lambda offered: {"copy": or_(addresses.c.copy, offered.copy)})


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
        self._keep_day(article)
        damaged = not DAMAGE.isdisjoint(article.warnings)
        article.content_sha256 = content_sha256(article)
        story = story_id(article.title, article.body)
        outcome: Outcome
        with self._transaction() as connection:
            related = _related(connection, article, story)
            number = related.at_address or related.same_text
            if number is None:
                outcome, number = (
                    "new",
                    self._insert(connection, article, now, story, reprint=related.same_story is not None),
                )
            else:
                row = connection.execute(_BY_NUMBER, {"number": number}).one()
                if is_other(row, article, known=related.at_address is not None):
                    return "other"
                if related.at_address is None:
                    outcome = "copy"
                    _adopt(article, row)
                elif damaged and DAMAGE.isdisjoint(json.loads(row.item)["warnings"]):
                    return "unchanged"
                else:
                    outcome = self._update(connection, row, article, now)
            self._remember(connection, article, number, copy=outcome == "copy")
            if related.pending and not damaged:
                connection.execute(_NO_LONGER_PENDING, _asked(article))
            if keep_page and article.page is not None and outcome in ("new", "changed"):
                _keep_page(connection, article.page, number, article.revision, stamped(now))
        return outcome

    def _keep_day(self, article: Article) -> None:
        """Give an article without a day the one that it was stored with: a list told it, and was not asked this time."""
        if article.date is None and (known := self.known(article.url)) is not None and known.day:
            article.date, article.date_raw = known.day, article.date_raw or known.day.isoformat()
            article.warnings = [one for one in article.warnings if one != "date_missing"] + ["date_from_list"]

    def _insert(
        self, connection: Connection, article: Article, now: datetime.datetime, story: str, *, reprint: bool
    ) -> int:
        stamp = stamped(now)
        article.revision, article.fetched_at = 1, datetime.datetime.fromisoformat(stamp)
        told = article.story or Story()
        article.story = dataclasses.replace(told, id=story, role=told.role or ("reprint" if reprint else "original"))
        columns = {"canonical_url": article.canonical_url, "first_stored": stamp, **_columns(article)}
        key = connection.execute(_INSERT_ARTICLE, {**columns, "changed_at": changed(now)}).inserted_primary_key
        assert key is not None
        _watch(connection, key[0], article.localities)
        return int(key[0])

    def _update(self, connection: Connection, row: Any, article: Article, now: datetime.datetime) -> Outcome:
        corrected = row.content_sha256 != article.content_sha256
        _adopt(article, row)
        article.revision = row.revision + corrected
        if corrected:
            before = {"article_id": row.id, "revision": row.revision, "replaced_at": stamped(now), "item": row.item}
            connection.execute(revisions.insert(), before)
        columns = _columns(article)
        if row.withdrawn_at is not None or columns["item"] != row.item:
            update = articles.update().where(articles.c.id == row.id)
            connection.execute(update.values(**columns, changed_at=changed(now)))
            connection.execute(_FORGET_WATCHED, {"number": row.id})
            _watch(connection, row.id, article.localities)
        return "changed" if corrected else "unchanged"

    def _remember(self, connection: Connection, article: Article, article_id: int, *, copy: bool) -> None:
        """Note the asked, the final and the canonical address, so that none is fetched again as unknown."""
        page = article.page or Page(asked_url=article.url)
        urls = (page.asked_url, article.url) if copy else (page.asked_url, article.url, article.canonical_url or "")
        facts = {"article_id": article_id, "etag": page.etag, "last_modified": page.last_modified, "copy": copy}
        keys = {address_key(url) for url in urls if url}
        _PUT_ADDRESS.run(connection, [{"key": key, **facts} for key in sorted(keys)])

    def known(self, url: str) -> Known | None:
        """What is stored under an address, in any of its spellings; None when nothing is."""
        with self._reading() as connection:
            row = connection.execute(_KNOWN, {"key": address_key(url)}).first()
        if row is None:
            return None
        first_stored = datetime.datetime.fromisoformat(row.first_stored)
        day = datetime.date.fromisoformat(row.date) if row.date else None
        return Known(row.article_id, first_stored, row.etag, row.last_modified, day)

    def standing(self, urls: list[str], section: str, since: datetime.datetime) -> dict[str, Standing]:
        """How the addresses of a list page stand, by address: stored, settled since then, listed under which title."""
        keys = {url: address_key(url) for url in urls}
        wanted = list(dict.fromkeys(keys.values()))
        stored: set[str] = set()
        settled: set[str] = set()
        titles: dict[str, str] = {}
        with self._reading() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                given = {"keys": wanted[start : start + _AT_ONCE]}
                stored.update(connection.execute(_STORED_AT, given).scalars())
                settled.update(connection.execute(_SETTLED_AT, {**given, "stamp": stamped(since)}).scalars())
                listed = connection.execute(_LISTED_AT, {**given, "section": section})
                titles.update((row.key, row.title) for row in listed)
        return {url: Standing(key in stored, key in settled, titles.get(key)) for url, key in keys.items()}

    def recent_addresses(self, site: str, since: datetime.datetime) -> list[str]:
        """Canonical addresses of a site's articles first stored since then, newest first."""
        statement = (
            select(articles.c.canonical_url)
            .where(articles.c.site == site, articles.c.first_stored >= stamped(since))
            .order_by(articles.c.first_stored.desc(), articles.c.id.desc())
        )
        with self._reading() as connection:
            return list(connection.execute(statement).scalars())

    def withdraw(self, url: str, now: datetime.datetime) -> bool:
        """Note that an address no longer holds its article. True when the article was marked as withdrawn now.

        Its text stays. A copy in another column goes alone; an article whose copy lives on is not marked.
        """
        key = address_key(url)
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
                .values(withdrawn_at=stamped(now), changed_at=changed(now))
            )
        return bool(done.rowcount)

    def articles(
        self, *, watched_name: str | None = None, flagged: bool = False, limit: int | None = None
    ) -> Iterator[dict[str, Any]]:
        """Stored articles as JSON objects, newest first; ``withdrawn_at`` is added to each."""
        statement = select(articles.c.item, articles.c.withdrawn_at).order_by(*_NEWEST_FIRST)
        if watched_name is not None:
            statement = statement.join(watched, watched.c.article_id == articles.c.id).where(
                watched.c.name == watched_name
            )
        if flagged:
            statement = statement.where(articles.c.flagged)
        if limit is not None:
            statement = statement.limit(limit)
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=_ITEMS_AT_ONCE).execute(statement):
                yield {**json.loads(row.item), "withdrawn_at": row.withdrawn_at}

    def stored(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Number and item of every article, in the order of storing; other writers are not kept waiting meanwhile."""
        last = 0
        while True:
            statement = select(articles.c.id, articles.c.item).where(articles.c.id > last).order_by(articles.c.id)
            with self._reading() as connection:
                rows = connection.execute(statement.limit(_ITEMS_AT_ONCE)).all()
            if not rows:
                return
            for row in rows:
                yield row.id, json.loads(row.item)
            last = rows[-1].id

    def set_flags(self, number: int, text: str, flags: dict[str, Any], now: datetime.datetime) -> bool:
        """Replace the fields of a stored item that say which places it names; the text and its revision stay.

        ``text`` is the ``content_sha256`` of what was read: False, and nothing is changed, when it is another by now.
        """
        with self._transaction() as connection:
            row = connection.execute(_BY_NUMBER, {"number": number}).one()
            if row.content_sha256 != text:
                return False
            item = _storable(json.dumps({**json.loads(row.item), **flags}, ensure_ascii=False))
            connection.execute(
                articles.update()
                .where(articles.c.id == number)
                .values(item=item, flagged=flags["flagged"], changed_at=changed(now))
            )
            connection.execute(_FORGET_WATCHED, {"number": number})
            _watch(connection, number, flags["localities"])
        return True

    def count(self) -> int:
        """Number of articles."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(articles)).scalar_one()

    def listing(self) -> list[tuple[int, str]]:
        """Number and state of every article, newest first; the state differs whenever what the outputs show does."""
        shown = articles.c
        statement = select(shown.id, shown.changed_at, shown.revision, shown.withdrawn_at).order_by(*_NEWEST_FIRST)
        with self._reading() as connection:
            return [(n, f"{when} {revision}{gone or ''}") for n, when, revision, gone in connection.execute(statement)]

    def watched_numbers(self, name: str) -> set[int]:
        """Numbers of the articles that mention a watched place."""
        with self._reading() as connection:
            return set(connection.execute(select(watched.c.article_id).where(watched.c.name == name)).scalars())

    def items(self, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Articles by number, in the order given, as ``articles`` gives them; a number that nothing has is left out."""
        for start in range(0, len(numbers), _ITEMS_AT_ONCE):
            part = numbers[start : start + _ITEMS_AT_ONCE]
            with self._reading() as connection:
                found = {row.id: row for row in connection.execute(_ITEMS, {"numbers": part})}
            for row in (found[number] for number in part if number in found):
                yield {**json.loads(row.item), "withdrawn_at": row.withdrawn_at}

    def headlines(
        self, site: str, since: datetime.date | None, until: datetime.date | None
    ) -> Iterator[tuple[str, str]]:
        """Title and address of a site's articles of these days, and of those without a day."""
        dated = [articles.c.date >= since.isoformat()] if since else []
        dated += [articles.c.date <= until.isoformat()] if until else []
        wanted = or_(articles.c.date.is_(None), and_(True, *dated))
        statement = select(articles.c.title, articles.c.canonical_url).where(articles.c.site == site, wanted)
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=_AT_ONCE).execute(statement):
                yield row.title, row.canonical_url

    def newest_day(self, site: str) -> datetime.date | None:
        """Publication day of a site's newest article."""
        with self._reading() as connection:
            day = connection.execute(select(func.max(articles.c.date)).where(articles.c.site == site)).scalar()
        return datetime.date.fromisoformat(day) if day else None


def changed(when: datetime.datetime) -> str:
    """The time of a change: to the microsecond, so that what is shown can be told from what was shown a moment ago."""
    return when.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def content_sha256(article: Article) -> str:
    """Hash of what a reader would call the text: title, day and body."""
    day = article.date.isoformat() if article.date else ""
    return hashlib.sha256("\n".join((article.title, day, article.body)).encode("utf-8", "surrogatepass")).hexdigest()


def is_other(row: Any, article: Article, *, known: bool) -> bool:
    """Whether a text is that of another article than the one at its address.

    At a known address: nothing is left of the stored headline or of the stored text, while the address names one
    document. At a new one: its text is stored already, and is not what the list announced.
    """
    if known:
        if row.content_sha256 == article.content_sha256 or not looks_like_article(article.url):
            return False
        if row.title != article.title and not agrees(row.title, article.title, article.body):
            return True
        before = json.loads(row.item)["body"]
        return len(before) >= ENOUGH_TEXT and not agrees(article.body, "", before)
    announced = article.page.announced if article.page else ""
    return not agrees(announced, article.title, article.body)


def _adopt(article: Article, row: Any) -> None:
    """Give an article what the archive has fixed for it: address, first fetch, revision, story."""
    role = (json.loads(row.item).get("story") or {}).get("role")
    article.canonical_url = row.canonical_url
    article.fetched_at = datetime.datetime.fromisoformat(row.first_stored)
    article.revision = row.revision
    basis = article.story.is_based_on if article.story else None
    article.story = Story(id=row.story_id, role=role, is_based_on=basis)


def _columns(article: Article) -> dict[str, Any]:
    assert article.story is not None
    return {
        "site": article.site,
        "spider": article.spider,
        "title": _storable(article.title),
        "date": article.date.isoformat() if article.date else None,
        "date_published": article.date_published.isoformat() if article.date_published else None,
        "withdrawn_at": None,
        "content_sha256": article.content_sha256,
        "revision": article.revision,
        "flagged": article.flagged,
        "story_id": article.story.id,
        "item": _storable(json_text(article)),
    }


def _asked(article: Article) -> dict[str, str]:
    return {"asked": article.page.asked_url if article.page else article.url, "found": article.url}


def _related(connection: Connection, article: Article, story: str) -> Any:
    given = {
        "key": address_key(article.url),
        "declared": address_key(article.canonical_url or article.url),
        "content_sha256": article.content_sha256,
        "site": article.site or "",
        "story": story,
        **_asked(article),
    }
    return connection.execute(_RELATED, given).one()


def _watch(connection: Connection, article_id: int, names: list[str]) -> None:
    if names:
        connection.execute(_INSERT_WATCHED, [{"name": name, "article_id": article_id} for name in dict.fromkeys(names)])


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
