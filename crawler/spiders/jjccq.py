"""重庆市纪委监委网站."""

from crawler.families.founder import FounderSpider
from crawler.sites import Section, Site

HOME = "http://jjc.cq.gov.cn/html"


class JjccqSpider(FounderSpider):
    """Chongqing, on Founder's publishing system: lists node_282706.htm, node_282706_2.htm …; nothing of it was captured.

    2018: the text stands in .nr between the product's comments enpcontent.
    """

    name = "jjccq"
    allowed_domains = ["jjc.cq.gov.cn"]
    site = Site(
        "重庆市纪委监委网站", level="provincial", region="chongqing", code="500000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("纪律审查", f"{HOME}/node_282706.htm", (), f"{HOME}/node_282706_{{n}}.htm"),)
    selectors = {
        **FounderSpider.selectors,
        "links": "#list ul li h1 a",
        "title": "#text h1",
        "info": ".ls",
        "body": (".nr", *FounderSpider.selectors["body"]),
    }
