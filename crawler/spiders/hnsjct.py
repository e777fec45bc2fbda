"""河南省纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

LISTS = "http://www.hnsjct.gov.cn/sitesources/hnsjct/page_pc/gzdt/jlsc"


class HnsjctSpider(ListingSpider):
    """Henan, as two scrapers read it in 2018-06; nothing of it was captured. 平顶山 ran the same product in 2026.

    Pages are list1.html, list2.html …; how many there are stands only in an attribute, num of #articleListTable (2018).
    Articles are article and 32 hexadecimal digits. That zggb/zjsc is below jlsc is how the scraper's note reads.
    """

    name = "hnsjct"
    allowed_domains = ["hnsjct.gov.cn"]
    site = Site(
        "河南省纪委监委网站", level="provincial", region="henan", code="410000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06",
        evidence_note="two scrapers of 2018-06; the same product elsewhere in 2026; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (
        Section("纪律审查", f"{LISTS}/list1.html", (), f"{LISTS}/list{{n}}.html"),
        Section("中管干部 执纪审查", f"{LISTS}/zggb/zjsc/list1.html", (), f"{LISTS}/zggb/zjsc/list{{n}}.html"),
    )
    selectors = {
        "links": "div.colRtitle a",
        "title": ".cms-article-tit",
        "info": ".cms-article-attach font",
        "body": ".article-detail",
    }
