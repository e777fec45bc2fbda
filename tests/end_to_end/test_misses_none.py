"""What a run could not get is asked for again, and a run that lost something says so."""

import json

import pytest

from crawler.paths import PROJECT
from tests.end_to_end.conftest import ARTICLE, LIST, SENTENCES


def test_an_article_that_answers_503_once_is_not_lost(tiny):
    path = tiny.site.article_path(3)
    tiny.site.statuses[path] = 503
    ran = tiny.crawl(RETRY_TIMES=0)
    assert ran.code == 0  # single errors are counted, not judged
    assert tiny.report["articles_failed"] == {"http_503": 1}
    assert len(tiny.feed) == 5
    del tiny.site.statuses[path]
    tiny.site.per_page = 1  # by now it stands on a list page nobody reads again
    tiny.crawl(RECHECK_DAYS=0)
    assert tiny.report["known"]["left_behind"] == 1
    assert len(tiny.feed) == 6
    tiny.crawl(RECHECK_DAYS=0)
    assert tiny.articles_asked == []


def test_one_gate_does_not_keep_the_site_from_being_rechecked(tiny):
    tiny.site.gated = lambda path: path == tiny.site.article_path(4)
    tiny.crawl()
    tiny.site.extra[2] = "更正：参加回访的村务监督员应为三名，特此说明，并向读者致歉。"
    tiny.crawl()
    assert tiny.report["stored"].get("changed") == 1


def test_a_walk_through_a_range_does_not_count_as_having_caught_up(tiny):
    tiny.site.count, tiny.site.per_page = 15, 3
    tiny.crawl("-a", f"since={tiny.site.day(13)}")
    assert len(tiny.feed) == 3
    tiny.crawl()
    assert len(tiny.feed) == 15


def test_a_list_limit_is_said_and_lifted_by_the_next_run(tiny):
    ran = tiny.crawl(LIST_PAGES_MAX=1)
    assert "older list pages not read" in ran.out
    assert len(tiny.feed) == 4
    tiny.crawl(RECHECK_DAYS=0)
    assert len(tiny.feed) == 6
    tiny.site.count = 14  # more has come than one run may read
    ran = tiny.crawl(LIST_PAGES_MAX=1)
    assert ran.code == 1
    assert tiny.report["verdict"] == "interrupted"
    assert "LIST_PAGES_MAX" in tiny.report["cause"]


def test_a_list_page_that_sends_its_reader_on_is_followed(tiny):
    answer = tiny.site.respond

    def respond(path, headers):
        if path == "/yaowenn/":
            stub = '<html><head><meta http-equiv="refresh" content="0; url=/toutiaon/"></head><body></body></html>'
            return 200, {"Content-Type": "text/html; charset=utf-8"}, stub.encode()
        return answer(path, headers)

    tiny.server.respond = respond
    assert tiny.crawl().code == 0
    assert tiny.report["listed"]["要闻"] == tiny.site.per_page


def test_a_page_that_renews_itself_is_read_all_the_same(tiny):
    answer = tiny.site.respond

    def respond(path, headers):
        status, given, body = answer(path, headers)
        renewing = '<head><meta http-equiv="refresh" content="60; url={}">'.replace("{}", path)
        return status, given, body.replace(b"<head>", renewing.encode())

    tiny.server.respond = respond
    assert tiny.crawl().code == 0
    assert len(tiny.feed) == 6


def test_two_sections_that_title_an_article_differently_do_not_fetch_it_again(tiny):
    answer = tiny.site.respond

    def shortened(path, headers):
        status, given, body = answer(path, headers)
        return status, given, body.replace("样板文章之".encode(), b"") if path.startswith("/toutiaon/") else body

    tiny.server.respond = shortened
    tiny.crawl()
    assert len(tiny.articles_asked) == 6
    tiny.crawl(RECHECK_DAYS=0)
    assert tiny.articles_asked == []


def test_a_new_list_title_asks_again(tiny):
    tiny.crawl()
    answer = tiny.site.respond

    fifth = "样板文章之事例" + chr(0x4E00 + 5)

    def respond(path, headers):
        status, given, body = answer(path, headers)
        return status, given, body.replace(fifth.encode(), (fifth + "（更正）").encode())

    tiny.server.respond = respond
    tiny.crawl(RECHECK_DAYS=0)
    assert tiny.articles_asked == [tiny.site.article_path(5)]
    assert tiny.report["stored"] == {"changed": 1}


def test_the_runs_own_feed_holds_what_is_new(tiny, tmp_path):
    tiny.crawl()
    tiny.site.etags = False  # every recheck is answered in full
    tiny.site.extra[2] = "更正：参加回访的村务监督员应为三名，特此说明，并向读者致歉。"
    out = tmp_path / "out.jsonl"
    tiny.crawl("-O", str(out))
    assert len(tiny.articles_asked) == 6
    [changed] = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert changed["revision"] == 2


def test_retry_after_is_waited_for(tiny):
    path, times = tiny.site.article_path(2), []
    answer = tiny.site.respond

    def patient(asked, headers):
        if asked == path:
            times.append(asked)
            if len(times) == 1:
                return 429, {"Retry-After": "2", "Content-Type": "text/html"}, b"slow down"
        return answer(asked, headers)

    tiny.server.respond = patient
    ran = tiny.crawl()
    assert ran.code == 0
    assert len(times) == 2
    assert tiny.report["duration"] >= 2


def test_a_server_that_wants_an_hour_is_left_alone(tiny):
    tiny.server.respond = lambda path, headers: (
        (404, {}, b"") if "robots" in path else (503, {"Retry-After": "3600"}, b"")
    )
    ran = tiny.crawl()
    assert ran.code == 1
    assert tiny.report["verdict"] == "blocked"
    assert len(tiny.asked) <= 3


@pytest.mark.parametrize("limits", [{}, {"CLOSESPIDER_ITEMCOUNT": 1}])
def test_two_addresses_of_site_have_nothing_in_common(scrapy, stand_in, data_dir, limits):
    """A run of one address neither hides what another left behind nor swallows its articles."""

    def respond(path, headers):
        if path.startswith("/list/"):
            rows = "".join(
                f"<li><a href='/yaowenn/202403/t20240310_{n}.html'>样板文章之事例{chr(0x4E00 + n)}</a><span>2024-03-1{n}</span></li>"
                for n in range(1, 6)
            )
            return 200, {"Content-Type": "text/html"}, LIST.format(name="要闻", rows=rows, pages=1, current=0).encode()
        if not path.startswith("/yaowenn/"):
            return 404, {}, b""
        number = int(path.rpartition("_")[2].removesuffix(".html"))
        texts = "".join(f"<p>　　{sentence.format(n=number)}</p>" for sentence in SENTENCES)
        title = f"样板文章之事例{chr(0x4E00 + number)}"
        page = ARTICLE.format(title=title, day=f"2024-03-1{number}", minute=number, paragraphs=texts)
        return 200, {"Content-Type": "text/html"}, page.encode()

    first, second = stand_in(respond), stand_in(respond)
    hosts = [f"127.0.0.1:{server.port}" for server in (first, second)]
    allowed = ",".join(hosts)
    scrapy("crawl", "site", "-a", f"url=http://{hosts[0]}/list/", ALLOW_HOSTS=allowed, **limits)
    scrapy("crawl", "site", "-a", f"url=http://{hosts[1]}/list/", ALLOW_HOSTS=allowed)
    again = scrapy("crawl", "site", "-a", f"url=http://{hosts[0]}/list/", ALLOW_HOSTS=allowed)
    assert again.code == 0
    items = json.loads((data_dir / "feeds" / "all.json").read_text("utf-8"))["items"]
    assert len(items) == 10
    stories = {item["_jijian"]["story"]["id"] for item in items}
    assert len(stories) == 5
    health = scrapy("health", "site")
    assert all(host in health.out for host in hosts)


@pytest.mark.parametrize("name", ["faulty_article", "faulty_list"])
def test_a_fault_of_our_own_is_never_ok(scrapy, tiny, name):
    hosts = f"www.ccdi.gov.cn=127.0.0.1:{tiny.server.port}"
    modules = "tests.end_to_end.faulty_spiders"
    ran = scrapy("crawl", name, HOST_MAP=hosts, SPIDER_MODULES=modules, env={"PYTHONPATH": str(PROJECT)})
    assert ran.code == 1, ran.out
    assert tiny.report["verdict"] == "extract_failed"
    assert tiny.report["complete"] is False
    assert "Traceback" not in ran.err
