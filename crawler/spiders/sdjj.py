"""山东省纪委监委网站."""

from crawler.families.trs import TrsSpider
from crawler.sites import Section, Site

HOME = "http://www.sdjj.gov.cn"


class SdjjSpider(TrsSpider):
    """Shandong, TRS WCM, as two scrapers read it in 2018-06; nothing of it was captured.

    The list stands in a box named after a carousel, its pager says > (2018). The text is in the editor's element or,
    on some pages, in #show3. The domain occurs in a later list of addresses, too.
    """

    name = "sdjj"
    allowed_domains = ["sdjj.gov.cn"]
    site = Site(
        "山东省纪委监委网站", level="provincial", region="shandong", code="370000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06", evidence_note="two scrapers of 2018-06; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("通报曝光", f"{HOME}/tbbg/index.htm"),)
    selectors = {
        "links": "ul#mycarousel li h3 a",
        "title": "h2",
        "info": ".head p span",
        "body": (*TrsSpider.selectors["body"], "#show3"),
    }
