"""宁夏回族自治区纪委监委网站."""

from crawler.families.trs import TrsSpider
from crawler.sites import Section, Site


class NxjjjcSpider(TrsSpider):
    """Ningxia, TRS WCM in GBK, by two scrapers of 2018; nothing of it was captured.

    2018: /jlsc/qn/ (cases within the region), index_1.html … by createPageHTML; the source is called 稿件来源; the text
    ends at the comment endprint.
    """

    name = "nxjjjc"
    allowed_domains = ["nxjjjc.gov.cn"]
    site = Site(
        "宁夏回族自治区纪委监委网站", level="provincial", region="ningxia", code="640000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06",
        evidence_note="two scrapers of 2018-05/06; no page was captured", max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("纪律审查 区内", "http://www.nxjjjc.gov.cn/jlsc/qn/index.html"),)
    selectors = {**TrsSpider.selectors, "links": "ul.news-list li a", "title": "h2.tit", "info": ".bon"}
