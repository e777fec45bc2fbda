"""What one run leaves for the next: addresses to ask again or to leave alone, list titles, and the runs themselves."""

from __future__ import annotations

import datetime
import json
from typing import Any

from sqlalchemy import select

from crawler.archive.database import Database, stamped
from crawler.archive.schema import listings, pending, rejected, runs
from crawler.archive.upsert import Upsert
from crawler.extract.addresses import address_key

_PUT_REJECTED, _PUT_LISTED = Upsert(rejected), Upsert(listings)
_PUT_PENDING = Upsert(pending, lambda offered: {"tries": pending.c.tries + offered.tries})


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

    def note_pending(self, run_key: str, left: dict[str, tuple[str | None, str]]) -> None:
        """Remember addresses that did not answer as they should: address -> (section, why). They are asked for again."""
        rows = [
            {"run_key": run_key, "url": url, "section": section, "why": why[:64], "tries": 1}
            for url, (section, why) in left.items()
        ]
        if rows:
            with self._transaction() as connection:
                _PUT_PENDING.run(connection, rows)

    def pending(self, run_key: str, max_tries: int) -> list[tuple[str, str | None]]:
        """Addresses (and their section) that earlier runs left behind, and that were not tried too often yet."""
        statement = select(pending).where(pending.c.run_key == run_key, pending.c.tries < max_tries)
        with self._reading() as connection:
            return [(row.url, row.section) for row in connection.execute(statement)]

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

    def run_keys(self) -> list[str]:
        """What ever ran: spiders by name, `site` by its list address."""
        with self._reading() as connection:
            return list(connection.execute(select(runs.c.run_key).distinct().order_by(runs.c.run_key)).scalars())


def _run_columns(report: dict[str, Any]) -> dict[str, Any]:
    return {
        "started_at": report["started_at"],
        "finished_at": report.get("finished_at"),
        "verdict": report["verdict"],
        "report": json.dumps(report, ensure_ascii=False),
    }
