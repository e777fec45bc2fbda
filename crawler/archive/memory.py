"""What one run leaves for the next: addresses to ask again or to leave alone, list titles, and the runs themselves."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from crawler.archive.database import Database, stamped
from crawler.archive.schema import listings, pending, rejected, runs, walks
from crawler.archive.standing import Found, Left, Walked
from crawler.archive.upsert import Upsert
from crawler.extract.addresses import address_key

_PUT_REJECTED, _PUT_LISTED, _PUT_WALK = Upsert(rejected), Upsert(listings), Upsert(walks)
# A day that is known is not forgotten: only lists tell it, and an address may be left behind by a run that read none.
_PUT_PENDING = Upsert(
    pending,
    lambda offered: {"tries": pending.c.tries + offered.tries, "day": func.coalesce(offered.day, pending.c.day)},
)

# Values in one statement; SQLite before 3.32 takes 999.
_AT_ONCE = 500


class RunMemory(Database):
    """The part of the archive that only the crawl itself reads."""

    # -- addresses that hold no article ------------------------------------------------------------------------

    def note_rejected(self, reasons: dict[str, str], now: datetime.datetime) -> None:
        """Remember addresses that answered with something that is no article: address -> reason."""
        rows = [{"key": address_key(url), "reason": why, "seen_at": stamped(now)} for url, why in reasons.items()]
        if rows:
            with self._transaction() as connection:
                _PUT_REJECTED.run(connection, rows)

    # -- what a run leaves for the next one ------------------------------------------------------------------

    def note_listed(self, section: str, titles: dict[str, str]) -> None:
        """Keep the titles of a list page, by address."""
        rows = [{"key": address_key(url), "section": section, "title": title} for url, title in titles.items()]
        if rows:
            with self._transaction() as connection:
                _PUT_LISTED.run(connection, rows)

    def note_pending(
        self, run_key: str, left: dict[str, tuple[str | None, str]], days: Mapping[str, datetime.date] | None = None
    ) -> None:
        """Remember addresses that did not answer as they should: address -> (section, why). They are asked for again.

        ``days`` are those that a list told of them, which the article itself may not.
        """
        rows = [
            {
                "run_key": run_key,
                "url": url,
                "section": section,
                "why": why[:64],
                "tries": 1,
                "day": _text((days or {}).get(url)),
            }
            for url, (section, why) in left.items()
        ]
        if rows:
            with self._transaction() as connection:
                _PUT_PENDING.run(connection, rows)

    def pending(self, run_key: str, max_tries: int) -> list[Left]:
        """Addresses that earlier runs left behind, and that were not tried too often yet."""
        statement = select(pending).where(pending.c.run_key == run_key, pending.c.tries < max_tries)
        with self._reading() as connection:
            return [Left(row.url, row.section, _day(row.day)) for row in connection.execute(statement)]

    def note_walk(
        self, walk_key: str, name: str, reached: Walked, found: Mapping[str, Found], answered: Sequence[str],
        now: datetime.datetime,
    ) -> None:  # fmt: skip
        """Note how far the walk through a list has come, together with the addresses it found there.

        Args:
            walk_key: spider and range.
            name: the list: a section, or a day of a newspaper.
            reached: where it goes on.
            found: addresses that are still to be asked for; they are pending until stored.
            answered: addresses that were asked for since and hold nothing to store.
            now: time of the note.
        """
        rows = [
            {
                "run_key": walk_key,
                "url": url,
                "section": one.section,
                "why": "listed",
                "tries": 0,
                "day": _text(one.day),
            }
            for url, one in found.items()
        ]
        step = {"walk_key": walk_key, "list": name, "noted_at": stamped(now)}
        with self._transaction() as connection:
            _forget_pending(connection, walk_key, answered)
            _PUT_PENDING.run(connection, rows)
            _PUT_WALK.run(connection, [{**step, "next_url": reached.next_url, "number": reached.number}])

    def walks(self, walk_key: str) -> dict[str, Walked]:
        """How far the walks of earlier runs have come, by list."""
        statement = select(walks).where(walks.c.walk_key == walk_key)
        with self._reading() as connection:
            return {row.list: Walked(row.next_url, row.number) for row in connection.execute(statement)}

    def forget_pending(self, walk_key: str, urls: Sequence[str]) -> None:
        """Addresses that need not be asked for again."""
        with self._transaction() as connection:
            _forget_pending(connection, walk_key, urls)

    def end_walk(self, walk_key: str) -> None:
        """Forget a walk that has come to its end; the next one of the same range begins at the first page."""
        with self._transaction() as connection:
            connection.execute(walks.delete().where(walks.c.walk_key == walk_key))
            connection.execute(pending.delete().where(pending.c.run_key == walk_key))

    # -- runs ------------------------------------------------------------------------------------------------

    def start_run(self, run_key: str, report: dict[str, Any]) -> int:
        """Note that a run has begun; until `finish_run` it counts as interrupted."""
        with self._transaction() as connection:
            result = connection.execute(runs.insert().values(run_key=run_key, **_run_columns(report)))
        key = result.inserted_primary_key
        assert key is not None
        return int(key[0])

    def finish_run(self, run_id: int, report: dict[str, Any]) -> None:
        """Write the report of a finished run."""
        with self._transaction() as connection:
            connection.execute(runs.update().where(runs.c.id == run_id).values(**_run_columns(report)))

    def last_runs(self, run_key: str | None = None, limit: int = 20) -> list[dict[str, Any]]:
        """Reports of the last runs, newest first."""
        statement = select(runs.c.report).order_by(runs.c.id.desc()).limit(limit)
        if run_key is not None:
            statement = statement.where(runs.c.run_key == run_key)
        with self._reading() as connection:
            return [json.loads(text) for text in connection.execute(statement).scalars()]

    def last_good_run(self, run_key: str) -> str | None:
        """Day (UTC) of the last run that ended as `ok`; None when none did."""
        statement = select(func.max(runs.c.started_at)).where(runs.c.run_key == run_key, runs.c.verdict == "ok")
        with self._reading() as connection:
            began = connection.execute(statement).scalar()
        return began[:10] if began else None

    def run_keys(self) -> list[str]:
        """What ever ran: spiders by name, `site` by its list address."""
        with self._reading() as connection:
            return list(connection.execute(select(runs.c.run_key).distinct().order_by(runs.c.run_key)).scalars())


def _text(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _forget_pending(connection: Connection, run_key: str, urls: Sequence[str]) -> None:
    for start in range(0, len(urls), _AT_ONCE):
        some = urls[start : start + _AT_ONCE]
        connection.execute(pending.delete().where(pending.c.run_key == run_key, pending.c.url.in_(some)))


def _run_columns(report: dict[str, Any]) -> dict[str, Any]:
    return {
        "started_at": report["started_at"],
        "finished_at": report.get("finished_at"),
        "verdict": report["verdict"],
        "report": json.dumps(report, ensure_ascii=False),
    }
