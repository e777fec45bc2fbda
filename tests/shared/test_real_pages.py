"""Real pages of the central site, when the reference data is there: served under their own paths, crawled, compared."""

import json
import re
import unicodedata
from collections import Counter
from urllib.parse import urlsplit

import pytest

from crawler.extract import NotAnArticle, extract_article
from tests.conftest import SHARED

DATA = SHARED / "data" / "pages_ccdi"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"reference data is not there ({DATA})")

LIST = """<html><head><meta charset="utf-8"><title>列表</title></head><body><ul class="list_news_dl2 fixed">{}</ul>
<script>createPageHTML(1, 0, "index", "html");</script></body></html>"""
ROW = '<li><div class="title"><a href="{url}">{title}</a></div><div class="more"><span>{date}</span></div></li>'


def gold():
    rows = [json.loads(line) for line in (DATA / "gold.jsonl").read_text("utf-8").splitlines()]
    return [row for row in rows if row["type"] != "list" and "ccdi.gov.cn" in row["url"]]


def respond(path, headers):
    """A page under its own path; every section lists all of them."""
    rows = gold()
    for row in rows:
        parts = urlsplit(row["url"])
        if path == parts.path + (f"?{parts.query}" if parts.query else ""):
            return 200, {"Content-Type": "text/html"}, (DATA / row["file"]).read_bytes()
    if path == "/robots.txt":
        return 404, {}, b""
    listed = [ROW.format(url=row["url"], title=row.get("title", "某条"), date=row.get("date") or "") for row in rows]
    return 200, {"Content-Type": "text/html"}, LIST.format("".join(listed)).encode()


@pytest.fixture(params=["ccdi", "site"])
def crawled(request, scrapy, stand_in, tmp_path):
    port = stand_in(respond).port
    hosts = ",".join(f"{host}=127.0.0.1:{port}" for host in ("www.ccdi.gov.cn", "zgjjjc.ccdi.gov.cn"))
    name = [request.param]
    if name == ["site"]:
        name += ["-a", "url=https://www.ccdi.gov.cn/yaowenn/"]
    out = tmp_path / "run.jsonl"
    ran = scrapy("crawl", *name, "-O", str(out), HOST_MAP=hosts, GATES_IN_A_ROW=10)
    items = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return request.param, ran, items


def norm(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def test_every_article_and_no_gate(crawled):
    name, ran, items = crawled
    wanted = {row["url"]: row for row in gold() if row["type"] == "article"}
    assert "Traceback" not in ran.err
    got = {item["url"]: item for item in items}
    assert set(got) == set(wanted)
    right = Counter()
    for url, row in wanted.items():
        item = got[url]
        right["title"] += norm(item["title"]) == norm(row["title"])
        right["minute"] += not row["datetime"] or (item["date_published"] or "")[:16] == row["datetime"].replace(
            " ", "T"
        )
        right["day"] += item["date"] in [row["date"], *row["date_alt"]]
        right["source"] += not row["source"] or norm(item["source"]) in [
            norm(row["source"]),
            *map(norm, row["source_alt"]),
        ]
        right["authors"] += not row["authors_scored"] or [a["name"] for a in item["authors"]] == row["authors"]
        right["body"] += norm(item["body"]) == norm(row["body"])
    floor = 1.0 if name == "ccdi" else 0.9
    assert {field: share for field, count in right.items() if (share := count / len(wanted)) < floor} == {}


NEWS = SHARED / "data" / "pages_news"


@pytest.mark.skipif(not NEWS.exists(), reason=f"reference data is not there ({NEWS})")
def test_pages_of_other_news_sites():
    """Portals, old government sites, reposts: headline and day as labelled, on all but a few; lists are told."""
    rows = [json.loads(line) for line in (NEWS / "gold.jsonl").read_text("utf-8").splitlines()]
    right, total = Counter(), Counter()
    for row in rows:
        page = (NEWS / row["file"]).read_bytes()
        try:
            article = extract_article(page, row["url"] or "http://www.example.cn/x")
        except NotAnArticle as why:
            total[row["type"]] += 1
            right[row["type"]] += row["type"] == "list" and why.reason == "list"
            continue
        wanted = {"title": [row.get("title")]}
        for name, values in wanted.items():
            if row["type"] == "article" and values[0]:
                total[name] += 1
                right[name] += norm(getattr(article, name)) in map(norm, values)
        if row["type"] == "article" and row["date_scored"] and row["date"]:
            total["date"] += 1
            right["date"] += str(article.date) in [row["date"], *row["date_alt"]]
    assert {name: right[name] / count for name, count in total.items() if right[name] < 0.97 * count} == {}
    assert total["list"] >= 5
