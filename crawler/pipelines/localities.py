"""Flags the articles that name a watched place. It adds, it never drops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from scrapy.crawler import Crawler

from crawler.items import Article
from crawler.localities import Watchlist
from crawler.paths import in_project


def flag(article: Article, watchlist: Watchlist, context: Sequence[str] = ()) -> None:
    """Set places, mentions, passages, localities and flagged from the title and body.

    Args:
        article: changed in place.
        watchlist: the watched places.
        context: codes of the site's own place, which a bare 城区 may mean there.
    """
    flags = watchlist.flag(article.title, article.body, context=context)
    article.places, article.mentions, article.passages = flags.places, flags.mentions, flags.passages
    article.localities, article.to_check = flags.localities, flags.to_check
    article.flagged = bool(article.localities)


class LocalitiesPipeline:
    """Applies the watchlist of LOCALITIES_FILE."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.watchlist = Watchlist.load(str(in_project(crawler.settings["LOCALITIES_FILE"])))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        """Flag the article."""
        code = getattr(getattr(self.crawler.spider, "site", None), "code", None)
        flag(item, self.watchlist, [code] if code else ())
        self.crawler.stats.inc_value("item/flagged", int(item.flagged))
        return item
