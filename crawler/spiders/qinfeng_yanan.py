"""延安市纪委监委网站, below 秦风网."""

from crawler.families.vsb import VsbSpider
from crawler.sites import Section, Site


class QinfengYananSpider(VsbSpider):
    """Yan'an, Visual SiteBuilder as all of qinfeng.gov.cn, by a scraper of 2026-01; nothing of it was captured.

    2026-01: scdc.htm answers plain requests, UTF-8; its titles are cut off with … or ...; articles /info/1003/2043.htm.
    The scraper's selectors are not known: those of the product are tried, lists are left to the rules.
    """

    name = "qinfeng_yanan"
    allowed_domains = ["yanan.qinfeng.gov.cn"]
    site = Site(
        "延安市纪委监委网站", level="municipal", region="shaanxi", code="610600", evidence="scraper", evidence_year=2026,
        seen_working="2026-01", evidence_note="a scraper and its data of 2026-01-29; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("审查调查", "http://yanan.qinfeng.gov.cn/scdc.htm"),)
