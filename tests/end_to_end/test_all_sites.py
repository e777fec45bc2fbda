"""`scrapy crawl all` against a stand-in of every site: each article once, as its saved page says; then with three sites ill."""

import http.server
import json
import resource
import threading
import time
from collections import Counter, defaultdict

import pytest

from tests.end_to_end.conftest import CAPTCHA
from tests.end_to_end.country import ARTICLES, HTML, NOT_FOUND, listed_sites
from tests.end_to_end.epaper import Epaper

MOST_MEMORY = 400 * 1024 * 1024
FIELDS = ("title", "date", "date_published", "source", "authors", "editor", "kicker", "subtitle", "section", "series_title",
          "series_number", "series_part", "outlet", "language")  # fmt: skip
EMPTY = b"<html><head><title>x</title></head><body><ul></ul></body></html>"


class Country:
    """One server for all hosts, which notes how many requests each host has at a time."""

    def __init__(self):
        self.sites = listed_sites()
        self.paper = Epaper(days=2, a_page=9)
        self.hosts = {site.host: site for site in self.sites.values()}
        self.ill = {}
        """By the host what it answers to everything."""
        self.asked = defaultdict(Counter)
        self.busy, self.most_at_once = Counter(), Counter()
        self.lock = threading.Lock()

    def respond(self, method, host, path, body):
        if path == "/robots.txt":
            return NOT_FOUND
        if host in self.ill:
            return self.ill[host]
        if host == "jjjcb.ccdi.gov.cn":
            return self.paper.respond(method, path, body)
        return self.hosts[host].pages.get(path, NOT_FOUND)

    def start(self):
        country = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                host = self.headers["Host"]
                with country.lock:
                    country.asked[host][self.path + body.decode()] += 1
                    country.busy[host] += 1
                    country.most_at_once[host] = max(country.most_at_once[host], country.busy[host])
                time.sleep(0.002)  # a second request would find this one still here
                status, headers, answer = country.respond(self.command, host, self.path, body)
                with country.lock:
                    country.busy[host] -= 1
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(answer)), "Connection": "close"}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 128

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def country():
    made = Country()
    made.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def crawl(country, scrapy, tmp_path):
    def run(data, **settings):
        for counts in (country.asked, country.most_at_once):
            counts.clear()
        hosts = [*country.hosts, "jjjcb.ccdi.gov.cn"]
        ran = scrapy(
            "crawl", "all", SPIDER_MODULES="tests.end_to_end.patient_spiders", DATA_DIR=tmp_path / data,
            HOST_MAP=",".join(f"{host}=127.0.0.1:{country.port}" for host in hosts), LIST_PAGES_MAX=2, timeout=400, **settings,
        )  # fmt: skip
        reports = [json.loads(path.read_text("utf-8")) for path in (tmp_path / data / "runs").glob("*.json")]
        items = []
        for path in sorted((tmp_path / data / "feeds").glob("all*.json")):
            items += json.loads(path.read_text("utf-8"))["items"]
        return ran, {report["spider"]: report for report in reports}, items

    return run


def told(item):
    known = {"title": item["title"], "language": item["language"], **item["_jijian"], "body": item["content_text"]}
    return {name: known[name] for name in (*FIELDS, "body")}


def test_all_sites_at_once(country, crawl):
    assert {len(site.articles) for site in country.sites.values()} == {ARTICLES}
    ran, reports, items = crawl("well")
    verdicts = {name: (report["verdict"], report["cause"]) for name, report in reports.items()}
    assert set(verdicts) == {*country.sites, "jjjcb"}
    assert set(verdicts.values()) == {("ok", "")}, verdicts
    assert ran.code == 0, ran.err
    expected = {url: article for site in country.sites.values() for url, article in site.articles.items()}
    found = Counter(item["url"] for item in items)
    assert set(found.values()) == {1}
    assert {url for url in found if "jjjcb" not in url} == set(expected)
    assert sum("jjjcb" in url for url in found) == 54
    otherwise = {}
    for item in items:
        if item["url"] in expected:
            found, saved = told(item), expected[item["url"]].told
            # Where the page does not say it, the section is that of the list.
            saved["section"] = saved["section"] or next(iter({found["section"]} & expected[item["url"]].sections), None)
            otherwise |= {
                (item["url"], name): (found[name], saved[name]) for name in found if found[name] != saved[name]
            }
    assert not otherwise
    assert set(country.most_at_once.values()) == {1}
    for host, site in country.hosts.items():
        again = {path for path, count in country.asked[host].items() if count > 1 and path in site.article_paths}
        assert not again, (host, again)
    # Of every command that this process has run so far: no less than this one's.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MOST_MEMORY
    table = ran.out.rpartition("\n\n")[2]
    assert all(name in table for name in country.sites)


def test_three_sites_are_ill_and_the_others_whole(country, crawl):
    walled, empty, down = (country.sites[name] for name in ("hnsjct", "gxjjw", "qinfeng"))
    country.ill = {
        walled.host: (200, HTML, CAPTCHA.encode()), empty.host: (200, HTML, EMPTY), down.host: (503, HTML, b""),
    }  # fmt: skip
    ran, reports, items = crawl("ill", RETRY_TIMES=0)
    verdicts = {name: report["verdict"] for name, report in reports.items()}
    ill = {"hnsjct": "blocked", "gxjjw": "empty_listing", "qinfeng": "unreachable"}
    assert {name: verdict for name, verdict in verdicts.items() if verdict != "ok"} == ill
    assert ran.code == 1
    found = {item["url"] for item in items}
    for name, site in country.sites.items():
        assert set(site.articles) & found == (set() if name in ill else set(site.articles)), name
