"""Nothing is loaded before it is needed: a command starts as fast as Scrapy itself, whatever the program has grown to."""

import json
import subprocess
import sys

import pytest

from crawler import extract
from crawler.paths import PROJECT

# What costs a tenth of a second or more, or holds tens of megabytes. (itemadapter loads pydantic wherever it is installed.)
HEAVY = {
    "aiohttp",
    "ahocorasick_rs",
    "crawler.extract.article",
    "crawler.extract.bylines",
    "crawler.extract.walk",
    "crawler.localities.finder",
    "opencc",
    "rjieba",
    "selectolax",
    "sqlalchemy",
    "tldextract",
}
# The list of commands imports every command of Scrapy's own; these are theirs.
SCRAPYS = {"tldextract", "aiohttp"}
RUN = """
import json, sys
from scrapy.cmdline import execute
try:
    execute(["scrapy", *sys.argv[1:]])
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(*arguments):
    ran = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], cwd=PROJECT, capture_output=True, text=True, timeout=120, check=True
    )
    return set(json.loads(ran.stderr.splitlines()[-1]))


def test_every_name_of_the_reader_is_found_where_it_is_looked_for():
    assert set(extract._HOME) == set(extract.__all__)
    for name in extract.__all__:
        assert getattr(extract, name) is not None


@pytest.mark.parametrize("command", ["list", "version", "health --help", "crawl --help"])
def test_what_only_looks_loads_nothing_heavy(command):
    assert not loaded(*command.split()) & (HEAVY - SCRAPYS)


def test_a_crawl_that_gets_no_page_reads_no_page(tmp_path):
    names = loaded(
        "crawl", "site", "-a", "url=http://127.0.0.1:9/", "-s", f"DATA_DIR={tmp_path}", "-s", "ALLOW_HOSTS=127.0.0.1:9",
        "-s", "RETRY_ENABLED=False",
    )  # fmt: skip
    assert "sqlalchemy" in names
    unread = {"crawler.extract.article", "crawler.extract.bylines", "crawler.extract.walk", "rjieba", "selectolax"}
    assert not names & (unread | {"aiohttp"})
