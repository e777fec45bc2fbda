"""甘肃省纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

LIST = "http://www.gsjw.gov.cn/category/jlsc"


class GsjwSpider(ListingSpider):
    """Gansu, addresses as ThinkPHP writes them, by two scrapers of 2018; nothing of it was captured.

    2018: /category/jlsc, page n at /category/jlsc/p/n.html (no more of its pager is known); articles
    /contents/28841.html.
    """

    name = "gsjw"
    allowed_domains = ["gsjw.gov.cn"]
    site = Site(
        "甘肃省纪委监委网站", level="provincial", region="gansu", code="620000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018-05/06; no page was captured", max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("纪律审查", LIST, following=f"{LIST}/p/{{n}}.html"),)
    selectors = {"links": "ul.list li a", "title": "h1", "info": ".infoBox", "body": "#content"}
