"""What one run leaves for the next: addresses to ask again or to leave alone, list titles, and the runs themselves."""

from __future__ import annotations

import datetime
import json
from typing import Any

from sqlalchemy import select

from crawler.archive.database import Database
from crawler.archive.schema import listings, pending, rejected, runs
from crawler.extract.addresses import address_key


class RunMemory(Database):
    """The part of the archive that only the crawl itself reads."""

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

    # -- what a run leaves for the next one ------------------------------------------------------------------

    def listed_titles(self, urls: list[str], section: str) -> dict[str, str]:
        """The titles under which a section's list showed these addresses before, by address key."""
        keys = [address_key(url) for url in urls]
        statement = select(listings.c.key, listings.c.title).where(
            listings.c.section == section, listings.c.key.in_(keys)
        )
        with self._reading() as connection:
            return {row.key: row.title for row in connection.execute(statement)}

    def note_listed(self, section: str, titles: dict[str, str]) -> None:
        """Keep the titles of a list page, by address."""
        rows = {
            address_key(url): {"key": address_key(url), "section": section, "title": t} for url, t in titles.items()
        }
        if not rows:
            return
        with self._transaction() as connection:
            connection.execute(listings.delete().where(listings.c.section == section, listings.c.key.in_(list(rows))))
            connection.execute(listings.insert(), list(rows.values()))

    def note_pending(self, run_key: str, left: dict[str, tuple[str | None, str]]) -> None:
        """Remember addresses that did not answer as they should: address -> (section, why). They are asked for again."""
        with self._transaction() as connection:
            mine = pending.c.run_key == run_key
            tries = {row.url: row.tries for row in connection.execute(select(pending).where(mine))}
            connection.execute(pending.delete().where(mine, pending.c.url.in_(list(left))))
            rows = [
                {"run_key": run_key, "url": url, "section": section, "why": why[:64], "tries": tries.get(url, 0) + 1}
                for url, (section, why) in left.items()
            ]
            if rows:
                connection.execute(pending.insert(), rows)

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
