"""CPU and memory of the whole crawl, beside a bare Scrapy download of the same pages and what peers' users write.

.venv/bin/python benchmarks/crawl.py [PAGES]     # 2,000 pages, three rounds; peers from .venv-bench, one round
.venv/bin/python benchmarks/crawl.py --sizes     # 500, 5,000 and 20,000 pages
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.pages import Pages  # noqa: E402
from benchmarks.stand_in import PEERS_PYTHON, Cost, cost, own_crawl, scrapy, served, watch_everything  # noqa: E402

ROUNDS = 3
PEERS = ("trafilatura", "newspaper4k")
PEER_SPIDER = PROJECT / "benchmarks/peer_spiders.py"
SIZES = (500, 5000, 20_000)


@dataclass
class Ground:
    """A served site, and a folder to work in."""

    site: str
    folder: Path
    count: int

    def peer(self, name: str, python: Path | str) -> Cost:
        """A spider that hands each page to a library; no library is a bare download."""
        urls = self.folder / "urls.txt"
        pages = Pages(self.count)
        urls.write_text("\n".join(self.site + pages.path(number) for number in range(self.count)), "utf-8")
        command = scrapy("runspider", str(PEER_SPIDER), "-a", f"urls={urls}", "-a", f"peer={name}", python=python)
        return cost(command, self.folder)

    def whole(self) -> Cost:
        """This program, from an empty archive to the feeds; every page must have been stored."""
        with tempfile.TemporaryDirectory(dir=self.folder) as data:
            took = cost(own_crawl(self.site, Path(data), watch_everything(self.folder)))
            [report] = [json.loads(path.read_text("utf-8")) for path in (Path(data) / "runs").glob("*.json")]
        if report["stored"].get("new") != self.count:
            sys.exit(f"error: {report['stored']} stored of {self.count}")
        return took


@contextmanager
def ground(count: int) -> Iterator[Ground]:
    """A site of so many articles."""
    with served(count) as site, tempfile.TemporaryDirectory() as folder:
        yield Ground(site, Path(folder), count)


def beside_the_peers(count: int) -> None:
    """Print what each takes for 1,000 pages, as a ratio of the bare download of the same round."""
    print(
        f"{count} pages of about 85 kB; CPU seconds per 1,000 pages, peak memory; median of {ROUNDS} rounds, peers once\n"
    )
    with ground(count) as here:
        rounds = [(here.peer("none", sys.executable), here.whole()) for _ in range(ROUNDS)]
        bare = statistics.median(one.seconds for one, _ in rounds)
        whole = statistics.median(one.seconds for _, one in rounds)
        ratios = sorted(own.seconds / one.seconds for one, own in rounds)
        _row("bare download", bare / count, rounds[0][0].megabytes, "1.0")
        spread = f"{statistics.median(ratios):.2f}   ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        _row("this program", whole / count, max(own.megabytes for _, own in rounds), spread)
        if not PEERS_PYTHON.exists():
            print("peers: not installed; make bench installs them in .venv-bench")
            return
        for name in PEERS:
            nearby = here.peer("none", PEERS_PYTHON)
            took = here.peer(name, PEERS_PYTHON)
            _row(f"Scrapy + {name}", took.seconds / count, took.megabytes, f"{took.seconds / nearby.seconds:.2f}")


def by_size() -> None:
    """Print CPU and memory of the whole crawl as the site grows."""
    print("the whole crawl; CPU seconds per 1,000 pages, peak memory\n")
    first: Cost | None = None
    for count in SIZES:
        with ground(count) as here:
            took = here.whole()
        first = first or took
        _row(
            f"{count:,} pages", took.seconds / count, took.megabytes, f"memory x {took.megabytes / first.megabytes:.2f}"
        )


def _row(name: str, seconds: float, megabytes: float, note: str) -> None:
    print(f"{name:24}{1000 * seconds:8.2f} s{megabytes:8.0f} MB   {note}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--sizes"]:
        by_size()
    else:
        beside_the_peers(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
