"""The pause between requests: never below its floor, which a gate doubles and Crawl-delay raises."""

from types import SimpleNamespace

import pytest
from scrapy.core.downloader import Slot
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from crawler.extensions.pace import PaceExtension


@pytest.fixture
def pace():
    crawler = get_crawler(
        settings_dict={"AUTOTHROTTLE_ENABLED": True, "DOWNLOAD_DELAY": 8, "AUTOTHROTTLE_MAX_DELAY": 60}
    )
    downloader = SimpleNamespace(slots={"www.example.cn": Slot(1, 8.0, 0.5)}, _delay=8.0)
    crawler._engine = SimpleNamespace(downloader=downloader)
    made = PaceExtension(crawler)
    made._spider_opened(None)
    return made


def pause(pace):
    return pace.crawler.engine.downloader.slots["www.example.cn"].delay


def test_every_gate_doubles_the_pause_up_to_the_longest(pace):
    pauses = []
    for _ in range(4):
        pace.slow_down()
        pauses.append(pause(pace))
    assert pauses == [16, 32, 60, 60]


def test_a_fast_answer_does_not_shorten_it_again(pace):
    pace.slow_down()
    slot = pace.crawler.engine.downloader.slots["www.example.cn"]
    for _ in range(20):
        pace._adjust_delay(slot, 0.01, SimpleNamespace(status=200))
    assert pause(pace) == 16


@pytest.mark.parametrize(("asked", "kept"), [(0, 8), (5, 8), (20, 20), (3600, 60)])
def test_crawl_delay_raises_the_floor(pace, asked, kept):
    pace.at_least(asked)
    assert pause(pace) == kept


def test_without_autothrottle_there_is_no_pause_to_raise():
    with pytest.raises(NotConfigured):
        PaceExtension(get_crawler(settings_dict={"AUTOTHROTTLE_ENABLED": False}))
