"""浙江省纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOME = "http://www.zjsjw.gov.cn"


class ZjsjwSpider(ListingSpider):
    """Zhejiang, as two scrapers read it in 2018-06; nothing of it was captured.

    How many pages a list has stands in a script of its own, count_page_list_0112003000000000000.js (var maxpage), which
    is not read; the pages after the first are named by the column's number (2018). In which folder these are, and that
    their numbers have nine digits beyond page 9, is inferred. A possible author stands in #author_baidu.
    """

    name = "zjsjw"
    allowed_domains = ["zjsjw.gov.cn"]
    site = Site(
        "浙江省纪委监委网站", level="provincial", region="zhejiang", code="330000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06", evidence_note="two scrapers of 2018-06; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (
        Section(
            "纪律审查", f"{HOME}/ch112/jlsc/index.shtml", (),
            f"{HOME}/ch112/jlsc/c0112003000000000000_{{n:09d}}.shtml",
        ),
    )  # fmt: skip
    selectors = {
        "links": "ul.listUl.cf li a",
        "title": "h1.artTitle",
        "date": "#pubtime_baidu",
        "source": "#source_baidu",
        "body": ".artCon",
    }
