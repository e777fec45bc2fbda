"""Spiders with a fault of our own in them, for `-s SPIDER_MODULES=`."""

from crawler.spiders.ccdi import CcdiSpider


class FaultyArticleSpider(CcdiSpider):
    """Fails on every article."""

    name = "faulty_article"

    def article(self, response, section):
        raise ValueError("a fault of ours")


class FaultyListSpider(CcdiSpider):
    """Fails on every second list page."""

    name = "faulty_list"

    def goes_on(self, *args):
        raise ValueError("a fault of ours")
