"""Rules that hold for every spider, today's and the next one."""

import inspect
from urllib.parse import urlsplit

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler import settings
from crawler.families.articles import ArticleSpider

LOADER = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": settings.SPIDER_MODULES}))
SPIDERS = [LOADER.load(name) for name in sorted(LOADER.list())]
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
    if spider.site.evidence in ("captured", "scraper"):
        assert spider.site.evidence_year
