"""天津市纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOME = "http://www.tjjw.gov.cn"


class TjjwSpider(ListingSpider):
    """Tianjin, on a system like PHPCMS. Selectors of two scrapers of 2018-06; nothing of it was captured.

    The pages of a list are jlsc/, jlsc/2.html …, told by 下一页 in #pages; day and source have a label element each.
    """

    name = "tjjw"
    allowed_domains = ["tjjw.gov.cn"]
    site = Site(
        "天津市纪委监委网站", level="provincial", region="tianjin", code="120000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018-05 and 2018-06; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("审查调查 天津 纪律审查", f"{HOME}/html/quanweifabu/shenchadiaocha/tianjin/jlsc/"),)
    selectors = {
        "links": "ul.l-ul-list-other > li > a",
        "title": ".l-xq-tite h1",
        "date": "label.l-time",
        "source": "label.l-from",
        "body": ".l-content",
    }
