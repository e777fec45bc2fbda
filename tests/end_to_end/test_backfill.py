"""A walk back through a range of days, on a site declared in sites.toml: where it stops, and how it is taken up again."""

import datetime
import json
import os
import subprocess
import sys

import pytest

from crawler.paths import PROJECT
from tests.end_to_end.conftest import TinySite

NAME = "虚构市纪委监委"
HOST = "www.example.gov.cn"
SITES = f"""
[[site]]
name = "{NAME}"
lists = {{ "要闻" = "http://{HOST}/yaowenn/" }}
level = "municipal"
region = "shanxi"
code = "140500"
"""


@pytest.fixture
def walk(stand_in, scrapy, data_dir, tmp_path):
    """The site with 24 articles on 6 list pages, one a day; `walk(...)` crawls it."""
    (tmp_path / "sites.toml").write_text(SITES, "utf-8")

    class Walk:
        def __init__(self):
            self.site = TinySite(count=24, per_page=4)
            self.pinned = ""
            self.server = stand_in(self.respond)
            self.settings = {"SITES_FILE": tmp_path / "sites.toml", "HOST_MAP": f"{HOST}=127.0.0.1:{self.server.port}"}

        def respond(self, path, headers):
            status, names, body = self.site.respond(path, headers)
            if path == "/yaowenn/" and self.pinned:
                body = body.replace(b"</ul>", self.pinned.encode() + b"</ul>")
            return status, names, body

        def __call__(self, *args, **settings):
            before = len(self.server.requests)
            ran = scrapy("crawl", NAME, *args, **{**self.settings, **settings})
            self.asked = self.server.requests[before:]
            return ran

        def since(self, number, **settings):
            return self("-a", f"since={self.site.day(number)}", **settings)

        @property
        def lists(self):
            return [path for path in self.asked if "/t2024" not in path and path != "/robots.txt"]

        @property
        def articles(self):
            return sorted(int(path.rpartition("_")[2].removesuffix(".html")) for path in self.asked if "/t2024" in path)

        @property
        def items(self):
            return json.loads((data_dir / "feeds" / "all.json").read_text("utf-8"))["items"]

        @property
        def stored(self):
            return sorted(int(item["url"].rpartition("_")[2].removesuffix(".html")) for item in self.items)

        @property
        def report(self):
            return json.loads(max((data_dir / "runs").glob("*.json")).read_text("utf-8"))

    return Walk()


def test_a_site_without_code_is_crawled_by_its_name_and_again_incrementally(walk):
    ran = walk()
    assert ran.code == 0, ran.err
    assert ran.out.startswith(f"{NAME}: ok; ")
    assert walk.stored == list(range(1, 25))
    assert walk(RECHECK_DAYS=0).code == 0
    assert walk.lists == ["/yaowenn/"]
    assert walk.articles == []


def test_a_walk_stops_by_the_days_and_not_at_the_first_old_article(walk):
    old = walk.site.article_path(1)
    walk.pinned = f'<li><div class="title"><a href="{old}">样板文章之置顶</a></div><span>{walk.site.day(1)}</span></li>'
    ran = walk.since(14)
    assert ran.code == 0, ran.err
    assert walk.stored == list(range(14, 25))
    assert walk.lists == ["/yaowenn/", "/yaowenn/index_1.html", "/yaowenn/index_2.html", "/yaowenn/index_3.html"]
    assert walk.report["reached"]["要闻"] < str(walk.site.day(14))
    assert "list page 3, back to" in ran.err


def test_a_first_page_of_nothing_but_old_pinned_articles_does_not_end_a_walk(walk):
    page = walk.site.list_page

    def shifted(index):
        """The last page again before all others, as page 0 of seven."""
        return page(5 if index == 0 else index - 1).replace(
            "createPageHTML(6, " + str(5 if index == 0 else index - 1), f"createPageHTML(7, {index}"
        )

    walk.site.list_page = shifted
    assert walk.since(20).code == 0
    assert walk.stored == list(range(20, 25))


def test_an_interrupted_walk_goes_on_and_fetches_nothing_twice(walk):
    ran = walk.since(3, CLOSESPIDER_PAGECOUNT=14)
    assert ran.code == 1
    assert walk.report["verdict"] == "interrupted"
    assert walk.report["unfinished"] == ["要闻"]
    lists, articles = walk.lists, walk.articles
    assert 0 < len(walk.stored) < 22
    ran = walk.since(3)
    assert ran.code == 0, ran.err
    assert walk.stored == list(range(3, 25))
    assert sorted(articles + walk.articles) == list(range(2, 25))  # 2 lies a day before: its own page decides
    # The range reaches to today, so the first page is read for what has come since; and the last one, to which others may
    # have moved up. No other list page is read twice.
    assert walk.lists[0] == "/yaowenn/"
    assert [path for path in walk.lists[1:] if path in lists] == [lists[-1]]
    assert walk.since(3).code == 0  # a finished walk begins again, and knows every article
    assert len(walk.lists) == 6
    assert walk.articles == [2]


def test_what_has_come_since_an_interruption_is_read_as_well(walk):
    walk.site.today -= datetime.timedelta(days=6)
    since = walk.site.day(3)
    assert walk("-a", f"since={since}", CLOSESPIDER_PAGECOUNT=14).code == 1
    done = walk.articles
    walk.site.count += 6
    walk.site.today += datetime.timedelta(days=6)
    assert walk("-a", f"since={since}").code == 0
    assert walk.stored == list(range(3, 31))
    assert sorted(done + walk.articles) == list(range(2, 31))


def test_a_list_page_that_fails_leaves_the_walk_open_at_that_page(walk):
    walk.site.statuses["/yaowenn/index_3.html"] = 500
    ran = walk.since(3, RETRY_TIMES=0)
    assert ran.code == 1
    assert walk.report["verdict"] == "interrupted"
    assert "the same command goes on" in walk.report["cause"]
    done = walk.articles
    del walk.site.statuses["/yaowenn/index_3.html"]
    assert walk.since(3).code == 0
    assert walk.lists == ["/yaowenn/", *(f"/yaowenn/index_{n}.html" for n in (2, 3, 4, 5))]
    assert sorted(done + walk.articles) == list(range(2, 25))


def test_a_killed_walk_goes_on_and_fetches_again_only_what_was_in_flight(walk, data_dir):
    started = []
    answer = walk.server.respond

    def kill_at_the_11th(path, headers):
        if "/t2024" in path:
            started.append(path)
            if len(started) == 11:
                process.kill()
        return answer(path, headers)

    walk.server.respond = kill_at_the_11th
    given = {"DATA_DIR": data_dir, "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, **walk.settings}
    command = [sys.executable, "-m", "scrapy", "crawl", NAME, "-a", f"since={walk.site.day(3)}"]
    command += [part for name, value in given.items() for part in ("-s", f"{name}={value}")]
    with subprocess.Popen(command, cwd=PROJECT, env={"PATH": os.environ["PATH"]}, stderr=subprocess.DEVNULL) as process:
        process.wait(60)
    first = list(walk.server.requests)
    walk.server.respond = answer
    assert walk.since(3).code == 0
    assert walk.stored == list(range(3, 25))
    assert [path for path in walk.asked if "/t2024" in path and path in first] == [started[-1]]
    assert walk.lists[0] == "/yaowenn/"
    assert [path for path in walk.lists[1:] if path in first] == [[one for one in first if "index" in one][-1]]


def test_articles_that_vanish_between_two_runs_do_not_hide_others(walk):
    assert walk.since(3, CLOSESPIDER_PAGECOUNT=14).code == 1
    stored = walk.stored
    # The newest four are gone: every other one moves up by a page.
    walk.site.count = 20
    walk.site.today -= datetime.timedelta(days=4)
    assert walk("-a", f"since={walk.site.day(3)}").code == 0
    assert walk.stored == sorted({*stored, *range(3, 21)})


def test_a_blank_page_in_the_middle_leaves_the_walk_open(walk):
    page = walk.site.list_page
    blank = [True]
    walk.site.list_page = lambda index: (
        "<html><head><title>要闻</title></head><body><ul></ul></body></html>"
        if index == 2 and blank[0]
        else page(index)
    )
    ran = walk.since(3)
    assert ran.code == 1
    assert walk.report["verdict"] == "interrupted"
    assert walk.report["lists"]["causes"] == {"blank": 1}
    blank[0] = False
    assert walk.since(3).code == 0
    assert walk.stored == list(range(3, 25))


def test_list_pages_that_lead_in_a_circle_end_the_walk(walk):
    page = walk.site.list_page

    def circle(index):
        ring = f'<div class="page"><a href="index_{index + 1 if index < 3 else 1}.html">下一页</a></div>'
        return (
            page(index)
            .replace("createPageHTML", "noPages")
            .replace('<div class="footer">', ring + '<div class="footer">')
        )

    walk.site.list_page = circle
    ran = walk.since(3)
    assert ran.code == 0, ran.err
    assert len(walk.lists) == 4


def test_a_limit_of_list_pages_counts_those_of_one_run(walk):
    for done in (2, 3, 4):
        walk.since(3, BACKFILL_PAGES_MAX=2)
        assert walk.report["verdict"] == "interrupted" or done == 4
    assert len(walk.stored) > 12


def test_the_day_that_only_a_list_tells_is_kept_when_an_article_is_asked_for_again(walk):
    answer = walk.site.article

    def without_day(number, headers):
        status, names, body = answer(number, {})
        return status, names, body.replace(f"发布时间：{walk.site.day(number)} 08:{number:02d}".encode(), b"")

    walk.site.article = without_day
    walk.site.article_path = lambda number: f"/yaowenn/detail_{700000 + number}_t2024.html"
    assert walk().code == 0
    days = {item["url"]: item["_jijian"]["date"] for item in walk.items}
    assert None not in days.values()
    ran = walk()
    assert ran.code == 0, ran.out
    assert walk.report["known"]["rechecked"]
    assert {item["url"]: item["_jijian"]["date"] for item in walk.items} == days
    assert walk.report["updated"] == 0
