"""`make demo`: crawl the embedded sample site into demo/ and show what came of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
DATA_DIR = PROJECT / "demo"


def main() -> int:
    """Run the main job and print a summary; gives the exit code of `scrapy crawl`."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    code = scrapy("crawl", "sample").returncode
    if code == 0:
        briefs = scrapy("brief", "--quiet", show=False).stdout.decode().splitlines()
        show(read_items(DATA_DIR / "feeds" / "all.json"), [Path(line) for line in briefs])
    return code


def scrapy(*command: str, show: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Run a command of the project on the demo's data, as a person would."""
    if show:
        print(f"$ scrapy {' '.join(command)} -s DATA_DIR=demo", flush=True)
    full = [sys.executable, "-m", "scrapy", *command, "-s", f"DATA_DIR={DATA_DIR}", "-L", "ERROR"]
    return subprocess.run(full, cwd=PROJECT, check=False, stdout=None if show else subprocess.PIPE)


def read_items(path: Path) -> list[dict[str, Any]]:
    """All items of a feed, its continuations included."""
    items: list[dict[str, Any]] = []
    following: str | None = path.name
    while following:
        feed = json.loads((path.parent / following).read_text("utf-8"))
        items += feed["items"]
        following = feed.get("next_url")
    return items


def show(items: list[dict[str, Any]], briefs: list[Path]) -> None:
    """Articles, flags, the first citation, and where everything lies."""
    flagged = [item for item in items if item["_jijian"]["flagged"]]
    print(f"\n{len(items)} articles in the archive, {len(flagged)} of them name a watched place. The first citation:\n")
    texts = [path for path in briefs if path.suffix == ".txt"]
    if texts:
        print("\n".join(f"    {line}".rstrip() for line in texts[0].read_text("utf-8").splitlines()))
    feeds = sorted((DATA_DIR / "feeds").glob("*.json"))
    print(f"\nJSON feeds: {', '.join(str(path.relative_to(PROJECT)) for path in feeds)}")
    print(f"Citations:  demo/briefs/, {len(texts)} of them as text, Markdown and HTML")
    print("Archive:    demo/archive.sqlite3")


if __name__ == "__main__":
    sys.exit(main())
