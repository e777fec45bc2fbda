"""The archive: how long storing takes, and a second run of a site whose 100,000 articles are stored already.

.venv/bin/python benchmarks/archive.py [ARTICLES]
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.pages import Pages  # noqa: E402
from benchmarks.stand_in import cost, own_crawl, served, watch_everything  # noqa: E402
from crawler.archive.store import Archive  # noqa: E402
from crawler.extract import extract_article  # noqa: E402
from crawler.localities import Watchlist  # noqa: E402
from crawler.pipelines.localities import flag  # noqa: E402

MOULDS = 200
"""So many articles are really extracted and flagged; the others are these under other addresses, with a text of their own."""


def fill(data: Path, site: str, count: int) -> float:
    """Store the articles of a served site as its crawl would; gives CPU seconds spent in storing."""
    pages = Pages(count)
    host = site.removeprefix("http://")
    watchlist = Watchlist.of("*")
    moulds = [extract_article(pages.article(number), site + pages.path(number)) for number in range(MOULDS)]
    for mould in moulds:
        flag(mould, watchlist)
    archive = Archive.open(f"sqlite:///{data / 'archive.sqlite3'}")
    then = datetime.datetime.now(datetime.UTC)
    spent = 0.0
    for number in range(count):
        mould = moulds[number % MOULDS]
        article = dataclasses.replace(
            mould,
            url=site + pages.path(number),
            canonical_url=None,
            title=pages.title(number),
            body=f"{mould.body}\n（第{number}号）",
            site=host,
            spider="site",
        )
        begun = time.process_time()
        archive.put(article, then)
        spent += time.process_time() - begun
    archive.close()
    return spent


def main(count: int) -> None:
    """Fill, read the lists once so that a complete run is on record, then measure the runs after it."""
    with served(count) as site, tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        spent = fill(data, site, count)
        megabytes = sum(path.stat().st_size for path in data.glob("archive*")) / 1e6
        print(f"{count:,} articles stored one by one, each in a transaction of its own and flushed to the disk")
        print(f"storing                 {1000 * spent / count:8.2f} ms CPU an article; {megabytes:.0f} MB on disk\n")
        command = own_crawl(site, data, watch_everything(Path(folder)), RECHECK_DAYS="0", LIST_PAGES_MAX="20")
        for name in ("the run that writes all feeds", "a run with nothing new"):
            took = cost(command)
            report = json.loads(max((data / "runs").glob("*.json")).read_text("utf-8"))
            asked = f"{report['requests']} requests, {report['fetched']} articles asked for"
            print(f"{name:32}{took.seconds:8.2f} s CPU{took.megabytes:8.0f} MB   {asked}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
