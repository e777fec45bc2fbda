"""What a person asks of single sites: sites, --probe, savepage, audit, genspider, a session of their own."""

import itertools
import json
import shlex
import subprocess
import sys

import pytest

from crawler.middlewares.session import variable_of
from crawler.paths import PROJECT
from tests.end_to_end.conftest import CAPTCHA, LIST

HITS = """<html><head><meta charset="utf-8"><title>搜索</title></head><body><ul class="s_0603_list">{rows}</ul>
<div class="page"><a class="next-page" href="?page=2">下一页</a></div></body></html>"""
HIT = """<li><b class="title"><a href="{url}"><font color=#FF0000>{head}</font>{tail}</a></b>
<span class="time">{day} 08:00</span><i class="abstract">…</i></li>"""
SEARCH = "/was5/web/search"


@pytest.fixture
def site(tiny, scrapy):
    """The small site under ccdi's paths; `run(...)` runs a command against it."""

    def run(*args, **settings):
        before = len(tiny.server.requests)
        ran = scrapy(*args, HOST_MAP=f"www.ccdi.gov.cn=127.0.0.1:{tiny.server.port}", **settings)
        tiny.asked = [path for path in tiny.server.requests[before:] if path != "/robots.txt"]
        return ran

    tiny.run = run
    return tiny


# -- scrapy sites ----------------------------------------------------------------------------------------------------------


def test_sites_tell_what_is_unverified_and_what_has_worked_here(site, data_dir):
    ran = site.run("sites")
    assert ran.code == 0, ran.err
    [line] = [line for line in ran.out.splitlines() if line.startswith("ccdi ")]
    assert "pages captured 2025" in line
    assert "unverified" in line
    assert "never run" in line
    assert not data_dir.exists()  # looking makes no archive
    assert site.crawl().code == 0
    [line] = [line for line in site.run("sites").out.splitlines() if line.startswith("ccdi ")]
    assert "worked here 20" in line
    assert "ok 20" in line
    page = site.run("sites", "ccdi").out
    assert "captcha" in page
    assert "https://www.ccdi.gov.cn/toutiaon/" in page


def test_a_crontab_of_all_sites_runs_each_at_its_hours(site):
    lines = site.run("sites", "--crontab").out.splitlines()
    jobs = [line for line in lines if "scrapy crawl" in line]
    assert any(line.endswith("scrapy crawl ccdi") and " 7,13,19 * * * " in line for line in jobs)
    assert len({line.split()[0] for line in jobs}) == len(jobs)  # no two at the same minute
    assert not any("sample" in line for line in jobs)
    for line in jobs:
        shlex.split(line)
    minutes = {line.split()[-1]: int(line.split()[0]) for line in jobs}
    assert 25 <= abs(minutes["ccdi"] - minutes["jjjcb"]) <= 35  # the heavy ones
    names = [line.split()[-1] for line in jobs]
    assert not [two for two in itertools.pairwise(names) if all("qinfeng" in name for name in two)]


@pytest.mark.parametrize("names", [(), ("ccdi",), ("sxdi",), ("ccdi", "jjjcb"), ("sxdi", "ccdi", "scjc")], ids=str)
def test_a_crontab_of_some_sites_has_each_once(site, names):
    jobs = [line for line in site.run("sites", *names, "--crontab").out.splitlines() if "scrapy crawl" in line]
    assert not names or sorted(line.split()[-1] for line in jobs) == sorted(names)
    assert len(jobs) == (len(names) or 46)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("sites", "cdci"), ("unknown site 'cdci'", "did you mean 'ccdi'?")),
        (("sites", "ccdi", "--probe", "ccdi"), ("--probe takes one site",)),
        (("audit", "sxdi", "--place", "晋城"), ("no search is known of sxdi",)),
        (("audit", "ccdi"), ("--place",)),
        (("audit", "ccdi", "--place", "晋城", "-a", "since=tomorrow"), ("not a day",)),
        (("savepage", "www.ccdi.gov.cn"), ("not the address of a page",)),
        (("savepage", "http://www.example.org/a.html"), ("no site has the host", "genspider")),
    ],
)
def test_mistakes(site, args, words):
    ran = site.run(*args)
    assert ran.code == 2
    ran.assert_one_line_error(*words)
    assert site.asked == []


# -- scrapy sites --probe --------------------------------------------------------------------------------------------------


def test_a_probe_fetches_one_list_page_and_one_article_and_stores_nothing(site, data_dir):
    ran = site.run("sites", "--probe", "ccdi")
    assert ran.code == 0, ran.err
    assert site.asked == ["/toutiaon/", site.site.article_path(6)]
    rows = [line.split(maxsplit=2) for line in ran.out.splitlines()]
    assert ["title", "h2.tit", "样板文章之事例丆"] in rows
    assert ["source", "em.e1", "样板日报"] in rows
    assert ["kicker", "-", "-"] in rows
    assert "list: 4 links, rows by .list_news_dl2 .title a" in ran.out
    assert "next page: https://www.ccdi.gov.cn/toutiaon/index_1.html" in ran.out
    assert not (data_dir / "runs").exists()
    assert not (data_dir / "archive.sqlite3").exists()


def test_a_probe_of_a_walled_site_says_so(site):
    site.site.gated = lambda path: True
    ran = site.run("sites", "--probe", "ccdi")
    assert ran.code == 1
    assert "article: none (gate)" in ran.out


# -- scrapy savepage -------------------------------------------------------------------------------------------------------


def test_a_saved_page_is_a_test_case_of_its_site(site, tmp_path):
    url = f"https://www.ccdi.gov.cn{site.site.article_path(2)}"
    ran = site.run("savepage", url, "--to", str(tmp_path / "case"))
    assert ran.code == 0, ran.err
    assert (tmp_path / "case" / "page.html").read_bytes() == site.site.article(2, {})[2]
    meta = json.loads((tmp_path / "case" / "meta.json").read_text("utf-8"))
    assert (meta["url"], meta["kind"]) == (url, "article")
    assert meta["headers"]["Content-Type"] == "text/html; charset=utf-8"
    assert site.run("savepage", url, "--to", str(tmp_path / "case")).code == 2  # nothing is overwritten
    ran = site.run("savepage", "https://www.ccdi.gov.cn/yaowenn/", "--to", str(tmp_path / "list"))
    assert json.loads((tmp_path / "list" / "meta.json").read_text("utf-8"))["kind"] == "list"


def test_a_gate_an_error_and_a_missing_page_are_not_saved(site, tmp_path):
    site.site.gated = lambda path: path == site.site.article_path(1)
    for path, word in ((site.site.article_path(1), "gate"), ("/gone/t1.html", "404")):
        ran = site.run("savepage", f"https://www.ccdi.gov.cn{path}", "--to", str(tmp_path / "case"))
        assert ran.code == 1
        ran.assert_one_line_error(word, "nothing was saved")
        assert not (tmp_path / "case").exists()


# -- scrapy audit ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def searched(site):
    """The same site with a search that finds its articles 6 to 1, two a page, and one more that no list shows."""
    answer = site.site.respond

    def hits(page):
        numbers = [6, 5, 4, 3, 2, 1][2 * page - 2 : 2 * page]
        rows = [
            HIT.format(
                url=f"http://www.ccdi.gov.cn{site.site.article_path(n)}",
                head="样板",
                tail=f"文章之事例{chr(0x4E00 + n)}",
                day=site.site.day(n),
            )
            for n in numbers
        ]
        if page == 1:
            rows.append(
                HIT.format(
                    url="http://www.ccdi.gov.cn/pln/202403/t20240311_77.html",
                    head="晋城",
                    tail="一篇没有列出的文章",
                    day=site.site.day(5),
                )
            )
            # The same article as another column has it: another id, another bar, other spaces.
            rows.append(
                HIT.format(
                    url="http://www.ccdi.gov.cn/pln/202403/t20240311_78.html",
                    head="样板",
                    tail="文章之 事例丆",
                    day=site.site.day(6),
                )
            )
        return HITS.format(rows="".join(rows)).encode()

    def respond(path, headers):
        if path.startswith(SEARCH):
            page = int(path.rpartition("page=")[2])
            return 200, {"Content-Type": "text/html"}, CAPTCHA.encode() if site.site.gated(path) else hits(page)
        return answer(path, headers)

    site.server.respond = respond
    return site


def test_an_audit_lists_what_the_crawl_has_missed(searched):
    searched.crawl()
    since = searched.site.day(3)
    ran = searched.run("audit", "ccdi", "--place", "晉城", "-a", f"since={since}")
    assert ran.code == 1
    missing, told = ran.out.splitlines()
    assert (
        missing
        == f"missing  {searched.site.day(5)}  晋城一篇没有列出的文章  http://www.ccdi.gov.cn/pln/202403/t20240311_77.html"
    )
    assert told.startswith(f"ccdi: 6 hits for 晉城 in {since}.., 1 missing")
    assert all(path.startswith(SEARCH) for path in searched.asked)
    assert "%E6%99%8B%E5%9F%8E" in searched.asked[0]  # 晋城: the site writes Simplified
    assert [path.rpartition("page=")[2] for path in searched.asked] == ["1", "2", "3"]  # the third lies before since


def test_what_an_audit_finds_can_be_fetched_by_the_next_crawl(searched):
    searched.crawl()
    ran = searched.run("audit", "ccdi", "--place", "晋城", "--fetch", "-a", f"since={searched.site.day(5)}")
    assert "the next crawl asks for them" in ran.out
    searched.crawl(RECHECK_DAYS=0)
    assert "/pln/202403/t20240311_77.html" in searched.asked


def test_an_audit_that_misses_nothing_and_one_that_meets_a_wall(searched):
    searched.crawl()
    assert searched.run("audit", "ccdi", "--place", "晋城", "-a", f"until={searched.site.day(4)}").code == 0
    searched.site.gated = lambda path: path.startswith(SEARCH)
    ran = searched.run("audit", "ccdi", "--place", "晋城")
    assert ran.code == 1
    ran.assert_one_line_error("the search gave no answer (gate)")


# -- a session of the operator's -------------------------------------------------------------------------------------------


def test_an_operators_cookie_goes_to_the_site_alone_and_is_reported(site, scrapy, data_dir):
    cookies = {}
    answer = site.server.respond

    def respond(path, headers):
        cookies.setdefault(headers.get("Cookie"), []).append(path)
        return answer(path, headers)

    site.server.respond = respond
    host_map = f"www.ccdi.gov.cn=127.0.0.1:{site.server.port}"
    ran = scrapy("crawl", "ccdi", env={"SESSION_COOKIE_CCDI": "HMY_JC=s3cr3t; a=b"}, HOST_MAP=host_map)
    assert ran.code == 0, ran.err
    assert set(cookies) == {"HMY_JC=s3cr3t; a=b"}
    assert site.report["session_cookie"] is True
    assert any("cookie was sent" in one for one in site.report["warnings"])
    written = b"".join(path.read_bytes() for path in data_dir.rglob("*") if path.is_file())
    assert b"s3cr3t" not in written
    assert "s3cr3t" not in ran.err + ran.out
    ran = scrapy("crawl", "ccdi", env={"SESSION_COOKIE_SXDI": "a=s3cr3t"}, HOST_MAP=host_map)
    assert None in cookies
    ran = scrapy("crawl", "ccdi", env={"SESSION_COOKIE_CCDI": "no cookie\nHost: x"}, HOST_MAP=host_map)
    assert ran.code == 2
    ran.assert_one_line_error("SESSION_COOKIE_CCDI", "NAME=VALUE")


# -- a new site ------------------------------------------------------------------------------------------------------------


def test_a_generated_spider_crawls_at_once(tmp_path, stand_in, scrapy):
    package = tmp_path / "new_spiders"
    package.mkdir()
    (package / "__init__.py").write_text("", "utf-8")
    run = [
        sys.executable,
        "-m",
        "scrapy",
        "genspider",
        "-t",
        "listing",
        "xugou_jjjc",
        "http://www.xugou.example.gov.cn/news/",
    ]
    env = {"PYTHONPATH": str(tmp_path), "PATH": ""}
    made = subprocess.run(
        [*run, "-s", "NEWSPIDER_MODULE=new_spiders"], cwd=PROJECT, env=env, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    source = (package / "xugou_jjjc.py").read_text("utf-8")
    assert "class XugouJjjcSpider(ListingSpider)" in source
    assert 'Section("要闻", "http://www.xugou.example.gov.cn/news/")' in source
    rows = "".join(
        f'<li><a href="/news/202403/t20240301_{n}.html">一篇虚构的报道第{n}篇在此</a></li>' for n in range(4)
    )
    page = LIST.format(name="要闻", rows=rows, pages=1, current=0).encode()
    server = stand_in(lambda path, headers: (200 if path == "/news/" else 404, {"Content-Type": "text/html"}, page))
    ran = scrapy(
        "crawl", "xugou_jjjc", SPIDER_MODULES="new_spiders", HOST_MAP=f"www.xugou.example.gov.cn=127.0.0.1:{server.port}",
        env={"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert ran.out.startswith("xugou_jjjc: ok; 4 listed"), ran.err


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("a-b", "http://www.example.gov.cn/"), "small Latin letters"),
        (("shanxi", "http://www.example.gov.cn/"), "a site or a group named shanxi"),
        (("xugou", 'http://www.example.gov.cn/"x'), "not the address of a page"),
    ],
)
def test_a_spider_that_could_not_be_is_not_begun(scrapy, args, word):
    before = sorted((PROJECT / "crawler" / "spiders").glob("*.py"))
    ran = scrapy("genspider", *args)
    assert ran.code == 2
    ran.assert_one_line_error(word)
    assert sorted((PROJECT / "crawler" / "spiders").glob("*.py")) == before


def test_two_sites_never_share_the_variable_of_a_session():
    names = ("甲市纪委", "乙市纪委", "ccdi", "a b", "a_b")
    variables = {variable_of(name) for name in names}
    assert len(variables) == len(names)
    assert all(name.isascii() and name.isidentifier() for name in variables)
    assert variable_of("qinfeng_xian") == "SESSION_COOKIE_QINFENG_XIAN"


def test_an_audit_says_when_it_does_not_understand_the_search(searched):
    searched.crawl()
    answer = searched.server.respond
    nothing = "<html><body><div class='search'>没有找到相关结果</div></body></html>".encode()
    other = (
        "<html><body><div class='newlist'>"
        + "".join(
            f"<p><a href='/pln/202403/t20240311_{n}.html'>晋城的第{n}篇报道在新的样式里</a></p>" for n in range(5)
        )
        + "</div></body></html>"
    )

    def redesigned(path, headers):
        return (200, {"Content-Type": "text/html"}, page) if path.startswith(SEARCH) else answer(path, headers)

    searched.server.respond = redesigned
    page = other.encode()
    ran = searched.run("audit", "ccdi", "--place", "晋城")
    assert ran.code == 1
    ran.assert_one_line_error("not understood")
    page = nothing
    ran = searched.run("audit", "ccdi", "--place", "晋城")
    assert ran.code == 0, ran.err
    assert "0 hits" in ran.out
