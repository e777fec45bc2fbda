"""What a data folder holds, put so that two of them can be compared, and what is wrong with one."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.torture.site import Site

_TIMES = re.compile(r'("(?:fetched_at|first_stored|changed_at)": )"[^"]*"')
Rows = list[tuple[Any, ...]]


def opened(archive: Path) -> sqlite3.Connection:
    """The archive as the next one to open it would find it, from a copy: recovering the log must be left to the program."""
    folder = Path(tempfile.mkdtemp())
    try:
        for suffix in ("", "-wal", "-journal"):
            part = archive.with_name(archive.name + suffix)
            if part.exists():
                shutil.copy(part, folder / part.name)
        memory = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(folder / archive.name)) as copy:
            wrong = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
            wrong += [str(row) for row in copy.execute("PRAGMA foreign_key_check")]
            assert not wrong, wrong
            copy.backup(memory)
        return memory
    finally:
        shutil.rmtree(folder)


def content(data_dir: Path) -> dict[str, Rows]:
    """Every meaningful column of the archive, sorted; numbers are replaced by addresses, and times are left out."""
    archive = data_dir / "archive.sqlite3"
    if not archive.exists():
        return {}
    with closing(opened(archive)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'articles'").fetchone():
            return {}

        def rows(statement: str) -> Rows:
            return sorted(database.execute(statement), key=repr)

        def with_item(row: tuple[Any, ...]) -> tuple[Any, ...]:
            return (*row[:-1], _TIMES.sub(r'\1""', row[-1]))

        named = "articles.canonical_url"
        found = {
            "articles": [
                with_item(row)
                for row in rows(
                    f"SELECT {named}, site, spider, title, date, date_published, withdrawn_at, content_sha256, revision,"
                    " flagged, story_id, item FROM articles"
                )
            ],
            "addresses": rows(
                f"SELECT key, {named}, etag, last_modified, copy FROM addresses LEFT JOIN articles ON id = article_id"
            ),
            "revisions": [
                with_item(row)
                for row in rows(
                    f"SELECT {named}, r.revision, r.item FROM revisions r LEFT JOIN articles ON id = article_id"
                )
            ],
            "watched": rows(f"SELECT name, {named} FROM watched LEFT JOIN articles ON id = article_id"),
            "pages": [
                (url, revision, kind, hashlib.sha256(zlib.decompress(body)).hexdigest())
                for url, revision, kind, body in rows(
                    f"SELECT {named}, p.revision, content_type, body FROM pages p LEFT JOIN articles ON id = article_id"
                )
            ],
        }
        for table, columns in {
            "listings": "key, section, title",
            "pending": "run_key, url, section, why",
            "rejected": "key, reason",
        }.items():
            found[table] = rows(f"SELECT {columns} FROM {table}")
        return found


def differences(found: dict[str, Rows], expected: dict[str, Rows]) -> list[str]:
    """What is missing, too many or other, by table; none when both are the same."""
    told = []
    for table in sorted({*found, *expected}):
        left, right = found.get(table, []), expected.get(table, [])
        missing, strange = [row for row in right if row not in left], [row for row in left if row not in right]
        if missing or strange or len(left) != len(right):
            told.append(f"{table}: missing {_short(missing)}, strange {_short(strange)}, {len(left)} for {len(right)}")
    return told


def _short(rows: Rows) -> str:
    return f"{len(rows)} {[str(row)[:160] for row in rows[:2]]}"


def untrue(data_dir: Path, site: Site, expected: dict[str, Rows]) -> list[str]:
    """What is wrong with an archive that need not be complete: each article must be whole and true, and be there once."""
    try:
        found = content(data_dir)
    except (AssertionError, sqlite3.Error) as why:
        return [f"archive: {why}"]
    told = []
    truth = site.truth()
    stored = [row[0] for row in found.get("articles", [])]
    told += [f"stored twice: {url}" for url in set(stored) if stored.count(url) > 1]
    for row in found.get("articles", []):
        url, item = row[0], json.loads(row[-1])
        if (item["title"], item["date"], item["body"]) != truth.get(urlsplit(url).path):
            told.append(f"not as published: {url}: {item['title']} {item['date']} {item['body'][:80]}")
    # What belongs to an article is committed with it.
    for table, position in (("articles", 0), ("addresses", 1), ("watched", 1), ("pages", 0), ("revisions", 0)):
        wanted = [one for one in expected.get(table, []) if one[position] in stored]
        strange = [one for one in found.get(table, []) if one not in wanted]
        missing = [one for one in wanted if one not in found[table]]
        if strange or missing:
            told.append(f"{table}: strange {_short(strange)}, missing {_short(missing)}")
    return told


def lost(before: dict[str, Rows], after: dict[str, Rows]) -> list[str]:
    """Articles and what belongs to them that were there and are not there any more."""
    tables = ("articles", "addresses", "watched", "pages", "revisions")
    gone = {table: [row for row in before.get(table, []) if row not in after.get(table, [])] for table in tables}
    return [f"lost from {table}: {_short(rows)}" for table, rows in gone.items() if rows]


def torn(data_dir: Path) -> list[str]:
    """Published files that are not whole."""
    told = []
    for path in [*data_dir.glob("feeds/*.json"), *data_dir.glob("runs/*.json")]:
        try:
            whole = json.loads(path.read_bytes())
        except ValueError as why:
            told.append(f"{path.parent.name}/{path.name}: {why}")
            continue
        if (
            path.parent.name == "feeds"
            and (following := whole.get("next_url"))
            and not (path.parent / following).exists()
        ):
            told.append(f"feeds/{path.name} names {following}, which is not there")
    for path in data_dir.glob("briefs/*"):
        end = {".html": "</html>"}.get(path.suffix, "\n")
        if not path.name.startswith(".") and not path.read_text("utf-8").rstrip(" ").rstrip("\n").endswith(end.strip()):
            told.append(f"briefs/{path.name} ends early")
    return told


def feeds(data_dir: Path) -> dict[str, str]:
    """The feeds' text without the times of fetching."""
    return {path.name: _TIMES.sub(r'\1""', path.read_text("utf-8")) for path in sorted(data_dir.glob("feeds/*.json"))}


def briefs(data_dir: Path) -> dict[str, str]:
    """The citations as they lie there, without the minute of fetching."""
    minute = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
    return {
        path.name: minute.sub("", path.read_text("utf-8"))
        for path in sorted(data_dir.glob("briefs/*"))
        if not path.name.startswith(".")
    }


def reports(data_dir: Path) -> list[dict[str, Any]]:
    """The run reports, oldest first."""
    return [json.loads(path.read_bytes()) for path in sorted(data_dir.glob("runs/*.json"))]


def runs(data_dir: Path) -> list[tuple[str, bool]]:
    """Verdict and completeness of the runs in the archive, oldest first."""
    with closing(opened(data_dir / "archive.sqlite3")) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'runs'").fetchone():
            return []
        found = database.execute("SELECT verdict, report FROM runs ORDER BY id").fetchall()
    return [(verdict, bool(json.loads(report).get("complete"))) for verdict, report in found]


def strays(data_dir: Path) -> list[str]:
    """Temporary files that nothing will use again."""
    return sorted(
        str(path.relative_to(data_dir))
        for path in data_dir.rglob("*")
        if path.name.endswith(".tmp") or path.name == ".probe"
    )
