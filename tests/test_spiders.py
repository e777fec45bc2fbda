"""Rules that hold for every spider, today's and the next one."""

import inspect
from urllib.parse import urlsplit

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler import settings
from crawler.extract.document import Document
from crawler.extract.selected import FIELDS, LIST_FIELDS, select
from crawler.families.articles import ArticleSpider, nearness
from crawler.localities import gazetteer
from crawler.sites import is_page_address
from tests.site_pages import SITES, cases

LOADER = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": settings.SPIDER_MODULES}))
SPIDERS = [LOADER.load(name) for name in sorted(LOADER.list())]
REAL = [spider for spider in SPIDERS if spider.sections and spider.site.evidence != "sample"]
# Deprecated as attributes since Scrapy 2.14; settings say the same.
DEPRECATED = {"download_delay", "download_timeout", "download_maxsize", "user_agent", "start_requests"}
# The embedded site is on loopback.
NO_PAUSE = {"sample"}


@pytest.fixture(params=SPIDERS, ids=lambda spider: spider.name)
def spider(request):
    return request.param


def test_module_name_and_class_are_one_word(spider):
    assert spider.__module__ == f"crawler.spiders.{spider.name}"
    assert spider.__name__ == "".join(part.title() for part in spider.name.split("_")) + "Spider"


def test_it_is_a_declaration(spider):
    assert issubclass(spider, ArticleSpider)
    assert spider.__doc__
    assert spider.site.name
    assert not DEPRECATED & set(vars(spider))
    assert len(inspect.getsource(spider).splitlines()) < 60


def test_sections_are_on_the_site_and_named_once(spider):
    names = [section.name for section in spider.sections]
    assert len(names) == len(set(names))
    for section in spider.sections:
        host = urlsplit(section.url).hostname
        assert any(host == domain or host.endswith(f".{domain}") for domain in spider.allowed_domains)


def test_it_is_no_less_polite_than_the_project(spider):
    own = spider.custom_settings or {}
    if spider.name not in NO_PAUSE:
        assert own.get("DOWNLOAD_DELAY", settings.DOWNLOAD_DELAY) >= settings.DOWNLOAD_DELAY
        assert own.get("AUTOTHROTTLE_ENABLED", True)
    assert own.get("CONCURRENT_REQUESTS_PER_DOMAIN", 1) == 1
    assert "ROBOTSTXT_OBEY" not in own
    assert "USER_AGENT" not in own


def test_evidence_is_stated(spider):
    site = spider.site
    if spider not in REAL:
        return
    assert site.evidence in ("captured", "scraper", "address")
    assert site.evidence_note
    assert bool(site.evidence_year) == site.verified
    assert site.verified or site.seen_working is None  # who has seen it work has more than its address


@pytest.mark.parametrize("spider", REAL, ids=lambda spider: spider.name)
class TestRealSites:
    def test_metadata(self, spider):
        site = spider.site
        assert site.level
        assert site.max_quiet_days
        assert site.hours
        assert all(0 <= hour <= 23 for hour in site.hours)
        assert (site.level == "central") == (site.code is None)  # elsewhere a bare 城区 is the site's own
        assert site.code is None or gazetteer.load().by_code(site.code)
        assert site.pause is None or site.pause >= settings.DOWNLOAD_DELAY
        assert "all" in site.groups

    def test_every_address_of_a_list_is_on_the_site(self, spider):
        for section in spider.sections:
            for url in (section.url, *section.older, section.following.format(n=2) or section.url):
                assert is_page_address(url)
                assert nearness(spider.allowed_domains, url)

    def test_selectors_are_css_of_known_fields(self, spider):
        select(Document.read(b"<p>.</p>", "http://www.example.cn/"), spider.selectors, FIELDS | LIST_FIELDS)

    def test_there_are_saved_pages_of_it(self, spider):
        kinds = [case.kind for case in cases() if case.folder.parent == SITES / spider.name]
        assert kinds.count("article") >= 2
        assert {"list", "pages"} & set(kinds)
        for case in cases():
            if case.folder.parent == SITES / spider.name:
                assert nearness(spider.allowed_domains, case.meta["url"]), case
