"""Where things lie: the project's folder and what DATA_DIR holds."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def in_project(path: str) -> Path:
    """Resolve a path of a setting; a relative one counts from the folder that holds scrapy.cfg."""
    return PROJECT / Path(path).expanduser()


def archive_url(url: str, data_dir: Path) -> str:
    """The database to use: ARCHIVE_URL, or SQLite in DATA_DIR when it is empty."""
    return url or f"sqlite:///{data_dir / 'archive.sqlite3'}"
