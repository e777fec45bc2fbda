"""Lists that have moved, lists of lists, lists that do not tell their following pages, mobile twins."""

import datetime
import json

import pytest

from crawler.items import SHANGHAI
from tests.end_to_end.conftest import ARTICLE, SENTENCES

HTML = {"Content-Type": "text/html"}


def article(number):
    day = datetime.datetime.now(SHANGHAI).date()  # an old one would be `stale`
    text = "".join(f"<p>　　{one.format(n=number)}</p>" for one in SENTENCES)
    return ARTICLE.format(title=f"虚构的第{number}则消息在此发布", day=day, minute=number, paragraphs=text).encode()


def listed(*paths, before="", row='<li><a href="{path}">虚构的第{number}则消息在此发布</a></li>'):
    rows = "".join(row.format(path=path, number=number_of(path)) for path in paths)
    return f'<html><head><meta charset="utf-8"><title>列表</title></head><body>{before}<div class="yw-con"><ul>{rows}</ul></div></body></html>'.encode()


def number_of(path):
    return int("".join(filter(str.isdigit, path.rpartition("_")[2] or path)) or 0)


@pytest.fixture
def site(stand_in, scrapy, data_dir):
    """A stand-in for one host whose pages a test gives by path; articles are made of their number."""

    class Site:
        pages: dict = {}

        def crawl(self, name, host, *args, **settings):
            before = len(server.requests)
            ran = scrapy("crawl", name, *args, HOST_MAP=f"{host}=127.0.0.1:{server.port}", **settings)
            self.asked = [path for path in server.requests[before:] if path != "/robots.txt"]
            return ran

        @property
        def stored(self):
            feed = json.loads((data_dir / "feeds" / "all.json").read_text("utf-8"))
            return sorted(item["url"] for item in feed["items"])

        @property
        def report(self):
            return json.loads(max((data_dir / "runs").glob("*.json")).read_text("utf-8"))

    made = Site()

    def respond(path, headers):
        if path in made.pages:
            return 200, HTML, made.pages[path]
        if "/20" in path and "_" in path and "index" not in path:
            return 200, HTML, article(number_of(path))
        return 404, HTML, b"<html><title>404</title><body>404 Not Found</body></html>"

    server = stand_in(respond)
    return made


SECTIONS = ("/scdc/sggb/zjsc/", "/scdc/sggb/djzwcf/", "/scdc/shiggb/zjsc/", "/scdc/shiggb/djzwcf/")


def paths(*numbers):
    return [f"/gzdt/202403/t20240310_{n}.html" for n in numbers]


@pytest.mark.parametrize("now", [None, listed()], ids=["gone", "empty"])
def test_a_list_that_is_gone_is_read_at_its_older_address(site, now):
    site.pages = {path: listed(*paths(n)) for n, path in enumerate(SECTIONS[1:], 1)} | {
        "/gzdt/jlsc/": listed(*paths(7, 8))
    }
    site.pages |= {SECTIONS[0]: now} if now else {}
    ran = site.crawl("sxdi", "www.sxdi.gov.cn")
    assert ran.code == 0, ran.err
    assert len(site.stored) == 5
    assert site.report["moved"] == {"省管干部 执纪审查": "http://www.sxdi.gov.cn/gzdt/jlsc/"}
    assert any("older address" in one for one in site.report["warnings"])
    assert site.report["complete"]


def test_following_pages_by_the_declared_pattern_end_where_they_end(site):
    site.pages = {path: listed(*paths(n)) for n, path in enumerate(SECTIONS, 1)}
    site.pages |= {f"/scdc/sggb/zjsc/list_249_{n}.html": listed(*paths(10 * n, 10 * n + 1)) for n in (2, 3)}
    ran = site.crawl("sxdi", "www.sxdi.gov.cn")
    assert ran.code == 0, ran.err
    assert len(site.stored) == 8
    assert "/scdc/sggb/zjsc/list_249_4.html" in site.asked  # the page that is not there ends the list
    assert site.report["lists"]["failed"] == 0
    assert site.report["selected"]["links"] == {".yw-con li a": 6}


def test_a_pattern_whose_pages_repeat_ends_too(site):
    site.pages = {path: listed(*paths(n)) for n, path in enumerate(SECTIONS, 1)}
    site.pages |= {f"/scdc/sggb/zjsc/list_249_{n}.html": listed(*paths(1)) for n in range(2, 30)}
    assert site.crawl("sxdi", "www.sxdi.gov.cn").code == 0
    assert sum("list_249" in path for path in site.asked) == 1


ISSUE = '<div class="period">2024年第{n:02d}期</div>'


def test_issues_of_a_magazine_lead_to_their_articles_once(site):
    folder = "/bqml/bqxx"
    issues = [f"{folder}/2024{n:02d}/" for n in (3, 2, 1)]
    contents = {
        issue: listed(*[f"{issue}t20240{n}15_{10 * n + k}.html" for k in range(1, 6)], before=ISSUE.format(n=n))
        for issue, n in zip(issues, (3, 2, 1), strict=True)
    }
    site.pages = {
        f"{folder}/": "".join(f'<li><a href="{path}">{path[-3:-1]}期</a></li>' for path in issues).encode(),
        **contents,
    }
    ran = site.crawl("zgjjjc", "zgjjjc.ccdi.gov.cn")
    assert ran.code == 0, ran.err
    assert len(site.stored) == 15
    assert len(site.asked) == len(set(site.asked)) == 1 + 3 + 15
    assert site.crawl("zgjjjc", "zgjjjc.ccdi.gov.cn", RECHECK_DAYS=0).code == 0
    assert site.asked == [f"{folder}/"]


def test_a_mobile_twin_is_asked_for_as_the_page_itself(site):
    folder = "/bqml/bqxx/"
    site.pages = {folder: listed(*[f"{folder}202403/t20240310_{n}_m.html" for n in range(1, 5)])}
    assert site.crawl("zgjjjc", "zgjjjc.ccdi.gov.cn").code == 0
    assert site.stored == [f"http://zgjjjc.ccdi.gov.cn{folder}202403/t20240310_{n}.html" for n in range(1, 5)]
    assert not any("_m.html" in path for path in site.asked)
