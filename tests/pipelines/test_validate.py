"""Evidence before storing."""

import datetime

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from crawler.items import Article
from crawler.pipelines.validate import WRITTEN, ValidatePipeline, check_day, latest_day

TODAY = datetime.date(2027, 3, 12)
NOON = datetime.datetime(2024, 3, 12, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        (TODAY, True),
        (TODAY + datetime.timedelta(days=1), True),  # a newspaper dated tomorrow
        (TODAY + datetime.timedelta(days=2), False),
        (datetime.date(2003, 1, 1), True),
        (datetime.date(1970, 1, 1), False),
    ],
)
def test_an_implausible_day_is_taken_back_and_its_text_kept(day, kept):
    article = Article(url="https://e.cn/1", date=day, date_published=NOON)
    check_day(article, latest_day(TODAY, None))
    assert (article.date == day) is kept
    assert (article.date_published == NOON) is kept
    assert ("date_implausible" in article.warnings) is not kept
    assert kept or article.date_raw == day.isoformat()


def test_a_missing_day_is_said_and_never_made_up():
    article = Article(url="https://e.cn/1", date_raw="8月16日")
    check_day(article, latest_day(TODAY, None))
    assert article.date is None
    assert article.date_raw == "8月16日"
    assert article.warnings == ["date_missing"]


@pytest.mark.parametrize("missing", ["title", "body"])
def test_no_record_without_title_and_body(missing):
    crawler = get_crawler()
    crawler._apply_settings()
    pipeline = ValidatePipeline.from_crawler(crawler)
    fields = {"title": "标题", "body": "正文。", missing: " \n"}
    with pytest.raises(DropItem):
        pipeline.process_item(Article(url="https://e.cn/1", **fields))


DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("clock", "served", "latest"),
    [
        (TODAY, None, TODAY + DAY),
        (TODAY, datetime.date(2099, 1, 1), TODAY + DAY),
        (TODAY, TODAY + 30 * DAY, TODAY + 31 * DAY),  # our clock may stand in the past
        (TODAY, TODAY - 30 * DAY, TODAY + DAY),
        (datetime.date(1970, 1, 2), TODAY, TODAY + DAY),
        (datetime.date(1970, 1, 2), datetime.date(1971, 1, 1), WRITTEN + DAY),
        (datetime.date(1970, 1, 2), None, datetime.date.max),  # nobody knows what day it is: nothing is taken back
    ],
)
def test_the_latest_day_an_article_can_be_of(clock, served, latest):
    assert latest_day(clock, served) == latest
