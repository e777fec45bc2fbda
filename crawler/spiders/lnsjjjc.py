"""辽宁省纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOME = "http://www.lnsjjjc.gov.cn"


class LnsjjjcSpider(ListingSpider):
    """Liaoning. Selectors of two scrapers of 2018-06; nothing of it was captured.

    Behind the first page of a list come /system/more/1400000000000000/0000/…_%08d.shtml. Some entries are stubs that
    refresh to another address, some articles are one picture (img#no_img) and have no text to take.
    """

    name = "lnsjjjc"
    allowed_domains = ["lnsjjjc.gov.cn"]
    site = Site(
        "辽宁省纪委监委网站", level="provincial", region="liaoning", code="210000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018-05 and 2018-06; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("纪律审查", f"{HOME}/jlsc/"),)
    selectors = {"links": ".pList a, .picList p a", "title": "h1", "info": ".infoLine", "body": ".content"}
