"""新疆生产建设兵团纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site


class BtjwSpider(ListingSpider):
    """The Xinjiang corps: only its address is known, from a link of 2018. Neither lists nor articles have been seen.

    So its home page is its only list, and there are no selectors. The saved pages are of a generic shape, invented whole:
    they prove the rules, nothing about this site. Its code is that of Xinjiang, in which the corps lies.
    """

    name = "btjw"
    allowed_domains = ["btjw.xjbt.gov.cn"]
    site = Site(
        "新疆生产建设兵团纪委监委网站", level="provincial", region="xinjiang", code="650000", evidence="address",
        evidence_note="a link on another site in 2018; no page and no scraper of it is known", max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("首页", "http://btjw.xjbt.gov.cn/"),)
