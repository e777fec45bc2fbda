"""`scrapy crawl ccdi` against a stand-in with the site's own paths (HOST_MAP)."""

import json
import time

from crawler.locks import take
from crawler.spiders.ccdi import CcdiSpider


def test_first_run_stores_every_article_once(tiny):
    ran = tiny.crawl()
    assert ran.code == 0, ran.err
    assert "Traceback" not in ran.err
    assert len(tiny.feed) == 6
    assert sorted(tiny.articles_asked) == sorted(tiny.site.article_path(n) for n in range(1, 7))
    assert tiny.asked[0] == "/robots.txt"
    assert tiny.asked.count("/yaowenn/index_1.html") == 1
    assert tiny.report["verdict"] == "ok"
    assert set(tiny.report["listed"]) == {section.name for section in CcdiSpider.sections}
    assert ran.out.startswith("ccdi: ok; ")


def test_addresses_stay_the_sites_own(tiny):
    tiny.crawl()
    newest = tiny.feed[0]
    assert newest["url"] == newest["id"] == "https://www.ccdi.gov.cn" + tiny.site.article_path(6)
    assert newest["date_published"] == f"{tiny.site.today}T08:06:00+08:00"
    assert newest["_jijian"]["source"] == "样板日报"
    assert str(tiny.server.port) not in json.dumps(tiny.feed)


def test_second_run_asks_for_lists_only_and_adds_nothing(tiny):
    tiny.crawl()
    ran = tiny.crawl(RECHECK_DAYS=0)
    assert ran.code == 0
    assert tiny.articles_asked == []
    assert "/yaowenn/index_1.html" not in tiny.asked  # nothing new on the first page: no need to page on
    assert len(tiny.feed) == 6
    assert tiny.report["stored"] == {}


def test_recent_articles_are_asked_again_conditionally_and_a_correction_is_a_revision(tiny):
    tiny.crawl()
    tiny.site.extra[2] = "更正：参加回访的村务监督员应为三名，特此说明，并向读者致歉。"
    ran = tiny.crawl()
    assert ran.code == 0, ran.err
    assert len(tiny.articles_asked) == 6
    assert tiny.report["not_modified"] == 5
    assert tiny.report["stored"] == {"changed": 1}
    [changed] = [item for item in tiny.feed if item["_jijian"]["revision"] == 2]
    assert "更正" in changed["content_text"]


def test_a_withdrawn_article_is_marked_and_kept(tiny):
    tiny.crawl()
    tiny.site.statuses[tiny.site.article_path(3)] = 404
    assert tiny.crawl().code == 0
    [gone] = [item for item in tiny.feed if item["_jijian"]["withdrawn_at"]]
    assert gone["url"].endswith(tiny.site.article_path(3))
    assert gone["content_text"]


def test_an_empty_list_is_an_error(tiny):
    tiny.crawl()
    tiny.site.count = 0
    ran = tiny.crawl(RECHECK_DAYS=0)
    assert ran.code == 1
    assert tiny.report["verdict"] == "empty_listing"
    assert len(tiny.feed) == 6


def test_a_walled_site_is_blocked_and_nothing_of_the_wall_is_stored(tiny):
    tiny.site.gated = lambda path: True
    ran = tiny.crawl()
    assert ran.code == 1
    assert tiny.report["verdict"] == "blocked"
    assert "/_bot_sbu/" in tiny.report["cause"]  # the sign that was seen
    assert 3 <= sum(tiny.report["gates"].values()) <= 4  # GATES_IN_A_ROW, and one on its way: no more into a wall
    assert tiny.feed == []


def test_gates_in_a_row_end_the_crawl(tiny):
    tiny.site.gated = lambda path: "/t2024" in path
    ran = tiny.crawl()
    assert ran.code == 1
    assert tiny.report["verdict"] == "blocked"
    assert len(tiny.articles_asked) < 6


def test_a_single_gate_is_counted_and_passed_over(tiny):
    tiny.site.gated = lambda path: path == tiny.site.article_path(4)
    ran = tiny.crawl()
    assert ran.code == 0
    assert tiny.report["rejected"] == {"gate": 1}
    assert len(tiny.feed) == 5
    tiny.site.gated = lambda path: False
    tiny.crawl(RECHECK_DAYS=0)
    assert len(tiny.feed) == 6  # the gate passed: the article is asked for again


def test_a_server_that_is_down(tiny):
    tiny.server.stop()
    ran = tiny.crawl(RETRY_TIMES=0)
    assert ran.code == 1
    assert tiny.report["verdict"] == "unreachable"
    assert "Traceback" not in ran.err
    tiny.server.start()


def test_robots_txt_with_a_server_error_means_do_not_crawl(tiny):
    tiny.site.statuses["/robots.txt"] = 503
    ran = tiny.crawl(RETRY_TIMES=0)
    assert ran.code == 1
    assert tiny.report["verdict"] == "unreachable"
    assert "robots_5xx" in tiny.report["cause"]
    assert set(tiny.asked) == {"/robots.txt"}


def test_an_interrupted_run_is_taken_up_again(tiny):
    tiny.site.count, tiny.site.per_page = 12, 4
    ran = tiny.crawl(CLOSESPIDER_PAGECOUNT=18)
    assert ran.code == 1
    assert tiny.report["verdict"] == "interrupted"
    stored = len(tiny.feed)
    assert 0 < stored < 12
    ran = tiny.crawl()
    assert ran.code == 0, ran.err
    assert len(tiny.feed) == 12
    assert len(tiny.articles_asked) == 12 - stored  # nothing is fetched twice


def test_since_and_until(tiny):
    tiny.site.count, tiny.site.per_page = 15, 3
    wanted = [str(tiny.site.day(number)) for number in (7, 8, 9)]
    ran = tiny.crawl("-a", f"since={wanted[0]}", "-a", f"until={wanted[-1]}")
    assert ran.code == 0, ran.err
    assert sorted(item["date_published"][:10] for item in tiny.feed) == wanted
    assert "/yaowenn/index_3.html" in tiny.asked  # the first page that lies before the range ...
    assert "/yaowenn/index_4.html" not in tiny.asked  # ... is the last one read


def test_exports_of_a_run(tiny, tmp_path):
    for name in ("out.jsonl", "out.json"):
        tiny.crawl("-O", str(tmp_path / name), DATA_DIR=tmp_path / name.replace(".", "-"))
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == len(json.loads((tmp_path / "out.json").read_text("utf-8"))) == 6
    assert "样板文章" in (tmp_path / "out.json").read_text("utf-8")
    assert rows[0]["date_published"].endswith("+08:00")
    assert "page" not in rows[0]
    empty = tmp_path / "empty.json"
    tiny.crawl("-O", str(empty), RECHECK_DAYS=0, DATA_DIR=tmp_path / "out-json")
    assert json.loads(empty.read_text("utf-8")) == []


def test_a_second_run_of_the_same_site_leaves_at_once(tiny):
    lock = take(tiny.data_dir / "locks", "ccdi")
    ran = tiny.crawl()
    lock.close()
    assert ran.code == 1
    assert "already" in ran.err
    assert tiny.asked == []
    assert tiny.crawl().code == 0


def test_robots_txt_is_waited_for_by_every_request(tiny):
    answer = tiny.site.respond

    def forbidding(path, headers):
        if path == "/robots.txt":
            time.sleep(0.5)  # the requests for all sections are made meanwhile
            return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n"
        return answer(path, headers)

    tiny.server.respond = forbidding
    ran = tiny.crawl()
    assert ran.code == 1
    assert tiny.asked == ["/robots.txt"]
    assert "robots_forbidden" in tiny.report["cause"]
