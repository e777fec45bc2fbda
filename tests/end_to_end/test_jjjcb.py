"""`scrapy crawl jjjcb` against a stand-in of its JSON: a day's paper, page by page, and what may go wrong with it."""

import contextlib
import datetime
import http.server
import json
import threading
from collections import Counter

import pytest

from tests.end_to_end.epaper import ARTICLES_A_PAGE, BASE, ERROR_PAGE, GATE, PAGES, TEXT, Epaper

HTML = {"Content-Type": "text/html"}
A_DAY = len(PAGES) * ARTICLES_A_PAGE


@pytest.fixture
def paper(scrapy, data_dir):
    class Paper(Epaper):
        def __call__(self, *args, **settings):
            before = len(self.requests)
            ran = scrapy("crawl", "jjjcb", *args, HOST_MAP=f"jjjcb.ccdi.gov.cn=127.0.0.1:{self.port}", **settings)
            self.asked = [one for one in self.requests[before:] if not one.endswith("robots.txt")]
            return ran

        @property
        def counts(self):
            return Counter(one.partition("?")[0].partition(" ")[0].removeprefix(BASE) for one in self.asked)

        @property
        def feed(self):
            return json.loads((data_dir / "feeds" / "all.json").read_text("utf-8"))["items"]

        @property
        def report(self):
            return json.loads(max((data_dir / "runs").glob("*.json")).read_text("utf-8"))

    made = Paper()
    made.requests = []
    made.lingers = 0

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer(b"")

        def do_POST(self):
            self.answer(self.rfile.read(int(self.headers["Content-Length"])))

        def answer(self, body):
            made.requests.append(f"{self.path} {body.decode()}".strip())
            status, headers, answer = made.respond(self.command, self.path, body)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def finish(self):
            super().finish()
            if made.lingers:
                self.connection.settimeout(made.lingers)
                with contextlib.suppress(TimeoutError):
                    self.connection.recv(1)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def test_days_pages_and_articles(paper):
    ran = paper()
    assert ran.code == 0, ran.err
    assert {item["url"].rpartition("=")[2] for item in paper.feed} == set(paper.guids())
    assert len(paper.feed) == 4 * A_DAY
    assert paper.counts["getSZBDate.do"] == 2  # this month and the last
    assert paper.counts["findBmMenu.do"] == 4
    assert paper.counts["getBmDetail.do"] == 4 * len(PAGES)
    [item] = [one for one in paper.feed if one["url"].endswith(paper.guid(paper.today, "02", 1))]
    assert item["url"].startswith("https://jjjcb.ccdi.gov.cn/epaper/index.html?guid=")
    told = item["_jijian"]
    assert told["print"] == {"edition": None, "page": "02", "section": "综合"}
    assert (told["kicker"], told["subtitle"]) == ("样稿专栏", "一本账的两次公示")
    assert [(one["name"], one["role"]) for one in told["authors"]] == [
        ("方晓舟", "reporter"),
        ("贺青原", "correspondent"),
    ]
    assert told["date"] == str(paper.today)
    assert told["date_published"] is None  # midnight is no time
    assert told["outlet"] == {"id": "jjjcb", "name": "中国纪检监察报", "level": "central", "kind": "newspaper"}
    assert item["content_text"].count("\n") == 2


def test_a_probe_reads_one_page_and_one_article(paper, scrapy):
    ran = scrapy("sites", "--probe", "jjjcb", HOST_MAP=f"jjjcb.ccdi.gov.cn=127.0.0.1:{paper.port}")
    assert ran.code == 0, ran.out + ran.err
    asked = [one for one in paper.requests if "robots.txt" not in one]
    assert len(asked) == 4  # a calendar, a day, a page, an article
    assert "print" in ran.out
    assert "01 要闻" in ran.out


def test_the_next_run_asks_for_the_newest_day_only_and_a_new_day_is_read(paper):
    paper()
    assert paper(RECHECK_DAYS=0).code == 0
    assert paper.counts == {"getSZBDate.do": 2, "findBmMenu.do": 2, "getBmDetail.do": 2 * len(PAGES)}
    assert paper.report["stored"] == {}


def test_recent_articles_are_asked_for_again_under_their_own_request(paper):
    paper()
    assert paper.report["complete"], paper.report
    assert paper().code == 0
    assert paper.counts["detailData.do"] == 4 * A_DAY
    assert paper.report["stored"] == {"unchanged": 4 * A_DAY}


def test_a_server_that_takes_only_post(paper):
    paper.only_post = True
    ran = paper()
    assert ran.code == 0, ran.err
    assert len(paper.feed) == 4 * A_DAY
    assert paper.counts["detailData.do"] <= 5 * A_DAY  # the first answer tells, for all but the day being read


def test_a_server_that_closes_every_connection_late_and_does_not_say_so(paper):
    paper.lingers = 2
    ran = paper(RETRY_TIMES=0)
    assert ran.code == 0, ran.err
    assert paper.report["lists"]["causes"] == {}
    assert len(paper.feed) == 4 * A_DAY


def test_a_range_of_days(paper):
    first, last = paper.today - datetime.timedelta(days=2), paper.today - datetime.timedelta(days=1)
    ran = paper("-a", f"since={first}", "-a", f"until={last}")
    assert ran.code == 0, ran.err
    assert {item["_jijian"]["date"] for item in paper.feed} == {str(first), str(last)}
    assert paper.counts["findBmMenu.do"] == 2


def test_an_interrupted_range_goes_on_by_days(paper):
    given = ("-a", f"since={paper.dates()[-1]}")
    assert paper(*given, CLOSESPIDER_PAGECOUNT=16).code == 1
    assert paper.report["verdict"] == "interrupted"
    asked = paper.asked
    assert 0 < len(paper.feed) < 4 * A_DAY
    assert paper(*given).code == 0, paper.report
    assert len(paper.feed) == 4 * A_DAY
    articles = [one for one in asked + paper.asked if "detailData" in one]
    assert len(articles) == len(set(articles)) == 4 * A_DAY


def test_a_malformed_answer_for_a_page_leaves_its_day_open(paper):
    def broken(given):
        return (200, HTML, b'{"rows": [{"ZB_GUID": "2024') if given["bc"] == "02" else None

    paper.faults["getBmDetail.do"] = broken
    assert paper().code == 0
    assert len(paper.feed) == 4 * (A_DAY - ARTICLES_A_PAGE)
    assert paper.report["lists"]["causes"] == {"malformed": 4}
    assert not paper.report["complete"]
    assert any("4 list pages were not read" in one for one in paper.report["warnings"])
    paper.faults.clear()
    assert paper(RECHECK_DAYS=0).code == 0
    assert len(paper.feed) == 4 * A_DAY
    assert paper.counts["detailData.do"] == 4 * ARTICLES_A_PAGE


def test_a_day_of_the_calendar_without_a_paper_is_counted_and_asked_for_again(paper):
    missing = paper.dates()[1]
    paper.faults["findBmMenu.do"] = lambda given: (
        (200, HTML, b"[]") if given["docPubTime"] == f"{missing:%Y%m%d}" else None
    )
    assert paper().code == 0
    assert len(paper.feed) == 3 * A_DAY
    assert paper.report["lists"]["causes"] == {"day_without_pages": 1}
    paper.faults.clear()
    paper(RECHECK_DAYS=0)
    assert len(paper.feed) == 4 * A_DAY


@pytest.mark.parametrize("answer", [ERROR_PAGE, b"null"], ids=repr)
def test_an_error_page_in_place_of_an_article_is_asked_for_again(paper, answer):
    paper.days = 1
    bad = paper.guid(paper.today, "01", 0)
    paper.faults["detailData.do"] = lambda given: (200, HTML, answer) if given["guid"] == bad else None
    assert paper().code == 0
    assert len(paper.feed) == A_DAY - 1
    paper.faults.clear()
    paper(RECHECK_DAYS=0)
    assert len(paper.feed) == A_DAY


@pytest.mark.parametrize(
    ("name", "answer", "verdict"),
    [
        ("getSZBDate.do", (200, HTML, GATE), "blocked"),
        ("findBmMenu.do", (503, HTML, b""), "unreachable"),
        ("getBmDetail.do", (200, HTML, b"[]"), "empty_listing"),
        ("detailData.do", (200, HTML, ERROR_PAGE), "extract_failed"),
    ],
)
def test_nothing_but_faults(paper, name, answer, verdict):
    paper.days = 1
    paper.faults[name] = lambda given: answer
    ran = paper(RETRY_TIMES=0)
    assert ran.code == 1
    assert paper.report["verdict"] == verdict, paper.report
    assert paper.feed == []
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("answer", [(404, HTML, b"")], ids=repr)
def test_without_a_calendar_every_day_is_tried(paper, answer):
    paper.faults["getSZBDate.do"] = lambda given: answer
    ran = paper(LIST_PAGES_MAX=8)
    assert ran.code == 0, ran.err
    assert len(paper.feed) == 4 * A_DAY
    assert paper.counts["findBmMenu.do"] == 8
    assert paper(LIST_PAGES_MAX=8, RECHECK_DAYS=0).code == 0
    assert paper.counts["getBmDetail.do"] == 2 * len(
        PAGES
    )  # days that were read, or had no paper, are not asked for again
    assert len(paper.feed) == 4 * A_DAY


def test_a_server_where_nothing_is_any_more(paper):
    gone = (404, HTML, b"<html><title>404</title><body>404 Not Found</body></html>")
    paper.faults = dict.fromkeys(
        ("getSZBDate.do", "findBmMenu.do", "getBmDetail.do", "detailData.do"), lambda given: gone
    )
    assert paper(LIST_PAGES_MAX=3).code == 1
    assert paper.report["verdict"] == "unreachable"


# -- the form of before 2018-04 ------------------------------------------------------------------------------------------

FOUNDER_PAGE = """<html><head><meta charset="utf-8"><title>样报</title></head><body><table><tr><td class="mulu04">
<a href="node_2.htm">第01版：要闻</a> <a href="../../../pdf/01.pdf">PDF</a></td></tr><tr><td class="mulu04"><a href="node_3.htm">第02版：综合</a></td></tr></table>
<ul class="list01">{rows}</ul></body></html>"""
FOUNDER_ARTICLE = """<html><head><meta charset="utf-8"><title>{title}</title></head><body><founder-title>{title}</founder-title>
<div class="info">2018年01月{day}日</div><div class="content"><founder-content>{paragraphs}</founder-content></div></body></html>"""


def founder(path, headers):
    html = {"Content-Type": "text/html"}
    if path.startswith("/content/2018-01/") and path.split("/")[3] in ("08", "10"):
        day, name = path.split("/")[3:5]
        if name.startswith("node_"):
            page = int(name[5:6])
            rows = "".join(
                f'<li><a href="content_{day}{page}{n}.htm">样报{day}日{page}版第{n}篇</a></li>' for n in (1, 2)
            )
            return 200, html, FOUNDER_PAGE.format(rows=rows).encode()
        number = name.removeprefix("content_").removesuffix(".htm")
        text = "".join(f"<p>　　{one.format(page=number[2], number=number[3])}</p>" for one in TEXT)
        title = f"样报{number[:2]}日{number[2]}版第{number[3]}篇"
        return 200, html, FOUNDER_ARTICLE.format(title=title, day=day, paragraphs=text).encode()
    return 404, html, b"<html><title>404</title><body>404 Not Found</body></html>"


def test_the_founder_form_of_the_paper(scrapy, stand_in, data_dir):
    server = stand_in(founder)
    given = ("crawl", "jjjcb", "-a", "since=2018-01-08", "-a", "until=2018-01-10")
    ran = scrapy(*given, HOST_MAP=f"csr.mos.gov.cn=127.0.0.1:{server.port}")
    assert ran.code == 0, ran.err
    items = json.loads((data_dir / "feeds" / "all.json").read_text("utf-8"))["items"]
    assert len(items) == 8
    assert {item["_jijian"]["date"] for item in items} == {"2018-01-08", "2018-01-10"}
    assert {item["_jijian"]["print"]["page"] for item in items} == {"01", "02"}
    asked = [path for path in server.requests if path != "/robots.txt"]
    assert len(asked) == len(set(asked)) == 2 * 2 + 1 + 8  # a day without a paper answers 404, which is no fault


def test_days_of_the_founder_form_that_are_all_gone(scrapy, stand_in, data_dir):
    server = stand_in(lambda path, headers: (404, {"Content-Type": "text/html"}, b"<html><title>404</title></html>"))
    given = ("crawl", "jjjcb", "-a", "since=2018-01-08", "-a", "until=2018-01-10")
    ran = scrapy(*given, HOST_MAP=f"csr.mos.gov.cn=127.0.0.1:{server.port}")
    assert ran.code == 1
    assert "empty_listing" in ran.out
