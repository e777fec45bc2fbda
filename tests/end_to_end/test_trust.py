"""What a person who does not look must be able to count on: stops, walls, notices, articles that vanish."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from crawler.paths import PROJECT
from crawler.spiders.ccdi import CcdiSpider
from tests.end_to_end.conftest import CAPTCHA

NOTICE = """<!DOCTYPE html><html><head><title>设备更新通告_样板网站</title></head><body><h1>设备更新通告</h1>
<div class="info">发布时间：2024-03-10 08:00　来源：样板网站</div>
<p>为给读者带来更好的浏览体验，本站将于周末更换一批设备，其间可能有一小段时间打不开页面。</p>
<p>更换完成后，全部栏目照常更新，此前发表的稿件都会保留，给各位带来不便，请多包涵。</p></body></html>"""


def start(data_dir, port, *settings):
    command = [sys.executable, "-m", "scrapy", "crawl", "ccdi"]
    given = [f"DATA_DIR={data_dir}", f"HOST_MAP=www.ccdi.gov.cn=127.0.0.1:{port}", "DOWNLOAD_DELAY=0", *settings]
    for one in given:
        command += ["-s", one]
    env = {name: value for name, value in os.environ.items() if name in ("HOME", "PATH")}
    return subprocess.Popen(command, cwd=PROJECT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def stopped(process, number=signal.SIGTERM):
    """Seconds until the process has ended, its exit code and what it said."""
    began = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert b"Traceback" not in err, err.decode()
    return time.monotonic() - began, process.returncode, out.decode()


@pytest.mark.parametrize("waits_for", ["an answer that does not come", "Retry-After", "the pause between two requests"])
def test_a_stop_is_prompt_whatever_the_run_waits_for(tiny, data_dir, waits_for):
    reached, release = threading.Event(), threading.Event()
    answer = tiny.site.respond
    settings = ["AUTOTHROTTLE_ENABLED=False"]
    if waits_for.startswith("the pause"):
        settings = ["DOWNLOAD_DELAY=60"]

    def respond(path, headers):
        if path == "/robots.txt" and waits_for.startswith("the pause"):
            reached.set()
        if path == tiny.site.article_path(5):
            reached.set()
            if waits_for == "Retry-After":
                return 503, {"Retry-After": "100"}, b"busy"
            release.wait(30)
        return answer(path, headers)

    tiny.server.respond = respond
    process = start(data_dir, tiny.server.port, *settings)
    assert reached.wait(60)
    time.sleep(0.5)
    seconds, code, out = stopped(process)
    release.set()
    assert seconds < 10
    assert code == 1
    assert "interrupted" in out
    assert tiny.report["verdict"] == "interrupted"
    tiny.server.respond = answer
    assert tiny.crawl().code == 0
    assert len(tiny.feed) == 6


def test_a_wall_is_touched_once_by_the_next_run_and_the_site_is_read_when_it_is_gone(tiny):
    tiny.site.gated = lambda path: path != "/robots.txt"
    assert tiny.crawl().code == 1
    assert tiny.report["verdict"] == "blocked"
    assert len(tiny.asked) > 2
    assert tiny.crawl().code == 1
    assert tiny.report["verdict"] == "blocked"
    assert [path for path in tiny.asked if path != "/robots.txt"] == ["/toutiaon/"]
    tiny.site.gated = lambda path: False
    assert tiny.crawl().code == 0
    assert len(tiny.feed) == 6
    assert len(tiny.report["listed"]) == len(CcdiSpider.sections)
    assert all(tiny.report["listed"].values())


def test_after_a_wall_a_first_list_that_fails_otherwise_does_not_hide_the_other_sections(tiny):
    tiny.site.gated = lambda path: path != "/robots.txt"
    tiny.crawl()
    tiny.site.gated = lambda path: False
    tiny.site.statuses["/toutiaon/"] = 404
    tiny.crawl()
    assert len(tiny.report["read"]) == len(CcdiSpider.sections) - 1
    assert len(tiny.feed) == 6


def test_the_same_notice_at_every_address_is_no_article(tiny):
    answer = tiny.site.respond

    def respond(path, headers):
        if "/t2024" in path:
            return 200, {"Content-Type": "text/html; charset=utf-8"}, NOTICE.encode()
        return answer(path, headers)

    tiny.server.respond = respond
    ran = tiny.crawl()
    assert ran.code == 1
    assert tiny.report["verdict"] == "extract_failed"
    assert tiny.report["rejected"] == {"other_article": 6}
    assert tiny.feed == []
    tiny.crawl()  # asked for again, and still no article
    assert tiny.report["known"]["left_behind"] == 6
    assert tiny.feed == []
    tiny.server.respond = answer
    assert tiny.crawl().code == 0
    assert len(tiny.feed) == 6


def test_a_notice_in_the_place_of_a_stored_article_leaves_it_alone(tiny):
    tiny.crawl()
    before = tiny.feed
    answer, path = tiny.site.respond, tiny.site.article_path(3)
    tiny.server.respond = lambda asked, headers: (
        (200, {"Content-Type": "text/html; charset=utf-8"}, NOTICE.encode())
        if asked == path
        else answer(asked, headers)
    )
    assert tiny.crawl().code == 0
    assert tiny.feed == before
    assert any(path in url for url in tiny.report["addresses"]["other_article"])


def test_a_server_that_finds_nothing_any_more_withdraws_nothing(tiny):
    tiny.crawl()
    for number in range(1, 7):
        tiny.site.statuses[tiny.site.article_path(number)] = 404
    tiny.crawl()
    assert tiny.report["known"]["withdrawal_doubted"] == 6
    assert any("gone" in warning for warning in tiny.report["warnings"])
    assert not any(one["_jijian"]["withdrawn_at"] for one in tiny.feed)


@pytest.mark.parametrize(("status", "marked"), [(404, 1), (410, 3)])
def test_what_is_gone_is_marked_and_kept(tiny, status, marked):
    tiny.crawl()
    for number in range(1, marked + 1):
        tiny.site.statuses[tiny.site.article_path(number)] = status
    tiny.crawl()
    assert sum(bool(one["_jijian"]["withdrawn_at"]) for one in tiny.feed) == marked
    assert tiny.report["updated"] == marked
    assert len(tiny.feed) == 6


def test_gates_and_errors_are_named(tiny):
    gate, error = tiny.site.article_path(2), tiny.site.article_path(4)
    tiny.site.statuses[error] = 500
    answer = tiny.site.respond
    tiny.server.respond = lambda path, headers: (
        (200, {"Content-Type": "text/html"}, CAPTCHA.encode()) if path == gate else answer(path, headers)
    )
    assert tiny.crawl(RETRY_TIMES=0).code == 0
    named = tiny.report["addresses"]
    assert [url.partition(".cn")[2] for url in named["gate"]] == [gate]
    assert [url.partition(".cn")[2] for url in named["http_500"]] == [error]


def test_a_page_that_hangs_is_asked_for_once_more_behind_the_others(tiny):
    slow, answer = tiny.site.article_path(5), tiny.site.respond

    def respond(path, headers):
        if path == slow and tiny.server.requests.count(slow) == 1:
            time.sleep(2)
        return answer(path, headers)

    tiny.server.respond = respond
    assert tiny.crawl(DOWNLOAD_TIMEOUT=1).code == 0
    assert tiny.articles_asked.count(slow) == 2
    assert tiny.asked[-1] == slow
    assert len(tiny.feed) == 6


def test_articles_that_are_all_sent_home_are_counted_and_home_is_asked_for_once(tiny):
    answer = tiny.site.respond

    def respond(path, headers):
        if path == "/":
            return 200, {"Content-Type": "text/html"}, tiny.site.list_page(0).encode()
        return (302, {"Location": "/"}, b"") if "/t2024" in path else answer(path, headers)

    tiny.server.respond = respond
    assert tiny.crawl().code == 1
    assert tiny.asked.count("/") == 1
    assert tiny.report["articles_failed"] == {"redirects": 5}
    assert tiny.report["verdict"] == "extract_failed"
    tiny.server.respond = answer
    assert tiny.crawl().code == 0
    assert len(tiny.feed) == 6


def test_a_chain_of_slow_redirects_has_the_time_of_one_request(tiny):
    path, answer = tiny.site.article_path(5), tiny.site.respond

    def respond(asked, headers):
        if asked.startswith(path):
            time.sleep(0.7)
            return 302, {"Location": f"{asked}?{len(tiny.server.requests)}"}, b""
        return answer(asked, headers)

    tiny.server.respond = respond
    assert tiny.crawl(DOWNLOAD_TIMEOUT=1, RETRY_TIMES=0).code == 0
    assert tiny.report["articles_failed"] == {"DownloadTimeoutError": 1}
    assert sum(asked.startswith(path) for asked in tiny.asked) == 2
    assert len(tiny.feed) == 5
