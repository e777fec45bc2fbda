"""The redesign drill as a crawl: all families in one process, first as declared, then with every selector broken, then empty."""

import json
import re

import pytest

from crawler import extract
from tests.end_to_end.redesigned_spiders import WITH_SELECTORS
from tests.families import FAMILIES
from tests.site_pages import FAMILY_PAGES, Case

HTML = {"Content-Type": "text/html"}
HOSTS = [FAMILIES[name].allowed_domains[0] for name in WITH_SELECTORS]


class Family:
    """One family's site: its saved list page, and its saved article under each of the list's addresses and titles."""

    def __init__(self, name):
        self.listing, article = (Case(FAMILY_PAGES / name / kind) for kind in ("list", "article"))
        document = extract.Document.read(self.listing.page, self.listing.meta["url"])
        links = extract.read_list(document, FAMILIES[name].selectors).links
        charset = extract.Document.read(article.page, article.meta["url"]).encoding
        title = json.loads(article.expected.read_text("utf-8"))["title"]
        assert title.encode(charset) in article.page
        self.pages = {
            link.url.partition(".gov.cn")[2]: article.page.replace(
                title.encode(charset), link.text.encode(charset, "replace")
            )
            for link in links
        }
        self.types = {"list": self.listing.meta["headers"], "article": article.meta["headers"]}


def told(item):
    """What a reader learns of an article."""
    return item["title"], item["content_text"], *(item["_jijian"][name] for name in ("date", "source", "authors"))


@pytest.fixture
def sites(stand_in, scrapy, tmp_path):
    families = {name: Family(name) for name in WITH_SELECTORS}
    empty = set()

    def respond(path, headers):
        family = families[next(name for name in WITH_SELECTORS if headers["Host"].startswith(name))]
        if path == family.listing.meta["url"].partition(".gov.cn")[2]:
            page = b"<html><title>" + b"</title><body><ul></ul></body></html>" if empty else family.listing.page
            return 200, family.types["list"], page
        if path in family.pages:
            return 200, family.types["article"], family.pages[path]
        return 404, HTML, b"<html><title>404</title><body>404 Not Found</body></html>"

    port = stand_in(respond).port

    def crawl(modules, data, lists_are_empty=False):
        empty.update({True} if lists_are_empty else ())
        host_map = ",".join(f"{host}=127.0.0.1:{port}" for host in HOSTS)
        ran = scrapy(
            "crawl", *WITH_SELECTORS, SPIDER_MODULES=modules, HOST_MAP=host_map, DATA_DIR=tmp_path / data, LIST_PAGES_MAX=1,
            RECHECK_DAYS=0,
        )  # fmt: skip
        reports = [json.loads(path.read_text("utf-8")) for path in sorted((tmp_path / data / "runs").glob("*.json"))]
        feed = json.loads((tmp_path / data / "feeds" / "all.json").read_text("utf-8"))
        items = {item["url"]: told(item) for item in feed["items"]}
        return ran, {report["spider"]: report for report in reports}, items

    return crawl


def test_the_redesign_drill(sites):
    ran, reports, before = sites("tests.families", "before")
    assert ran.code == 0, ran.err
    assert {report["verdict"] for report in reports.values()} == {"ok"}
    assert all(reports[name]["extracted"] >= 5 for name in WITH_SELECTORS)
    for name in WITH_SELECTORS:
        assert not [one for one in reports[name]["warnings"] if re.search("no longer: .*(title|body|date)", one)]

    ran, reports, after = sites("tests.end_to_end.redesigned_spiders", "after")
    assert ran.code == 0, ran.err
    for name in WITH_SELECTORS:
        assert reports[name]["verdict"] == "ok"
        assert any("selectors find no longer" in one for one in reports[name]["warnings"]), name
        assert set(reports[name]["selected"]["body"]) == {"rules"}
    assert after == before

    ran, reports, _ = sites("tests.end_to_end.redesigned_spiders", "after", lists_are_empty=True)
    assert ran.code == 1
    assert {report["verdict"] for report in reports.values()} == {"empty_listing"}
