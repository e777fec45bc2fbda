"""新疆维吾尔自治区纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site


class XjjwSpider(ListingSpider):
    """Xinjiang, by two scrapers of 2018; nothing of it was captured.

    2018: /zhuzhan/jilvjc/, index_2.html … as far as "m/n页" in .pagesite says. The corps (兵团) has a site of its own:
    btjw.
    """

    name = "xjjw"
    allowed_domains = ["xjjw.gov.cn"]
    site = Site(
        "新疆维吾尔自治区纪委监委网站", level="provincial", region="xinjiang", code="650000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06",
        evidence_note="two scrapers of 2018-05/06; no page was captured", max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("纪律审查", "http://www.xjjw.gov.cn/zhuzhan/jilvjc/"),)
    selectors = {"links": "ul.cclist li h2 a", "title": "h1.ctitle", "info": ".msgbar", "body": ".newsCon"}
