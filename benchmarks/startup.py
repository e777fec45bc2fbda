"""Start-up: `scrapy list` and `scrapy crawl` here, beside a project that `scrapy startproject` has just made."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.stand_in import cost, scrapy  # noqa: E402

ROUNDS = 9
SPIDER = """import scrapy


class PlainSpider(scrapy.Spider):
    name = "plain"
    start_urls = ["http://127.0.0.1:9/"]

    def parse(self, response):
        pass
"""


def main() -> None:
    """Print the median of the rounds; each round runs all four, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain"
        cost([sys.executable, "-m", "scrapy", "startproject", "plain"], Path(folder))
        (plain / "plain/spiders/plain.py").write_text(SPIDER, "utf-8")
        nobody = {"DATA_DIR": f"{folder}/data", "ALLOW_HOSTS": "127.0.0.1:9", "RETRY_ENABLED": "False"}
        commands = {
            "scrapy list": (scrapy("list"), scrapy("list")),
            "scrapy crawl": (
                scrapy("crawl", "plain", RETRY_ENABLED="False", ROBOTSTXT_OBEY="False"),
                scrapy("crawl", "site", "-a", "url=http://127.0.0.1:9/", **nobody),
            ),
        }
        print(f"CPU seconds, median of {ROUNDS} rounds; the crawl is of a port where nobody answers\n")
        print(f"{'':16}{'new project':>14}{'this program':>14}{'ratio':>8}")
        for name, (theirs, ours) in commands.items():
            rounds = [(cost(theirs, plain, fails=True).seconds, cost(ours, fails=True).seconds) for _ in range(ROUNDS)]
            their, our = (statistics.median(column) for column in zip(*rounds, strict=True))
            ratio = statistics.median(own / other for other, own in rounds)
            print(f"{name:16}{their:14.2f}{our:14.2f}{ratio:8.2f}", flush=True)


if __name__ == "__main__":
    main()
