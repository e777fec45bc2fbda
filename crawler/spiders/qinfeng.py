"""秦风网, the site of 陕西省纪委监委."""

from crawler.families.vsb import VsbSpider
from crawler.sites import Section, Site

SCDC = "http://www.qinfeng.gov.cn/scdc"


class QinfengSpider(VsbSpider):
    """Shaanxi, Visual SiteBuilder, by two scrapers of 2018; nothing of it was captured.

    2018: lists count down (zjsc.htm, then zjsc/41.htm, zjsc/40.htm …), "m/n" in td#fanye1948. The lists of 其他干部 are
    named after those of 省管干部. The cities have sites of their own below the same domain: qinfeng_xian … (2026-01).
    """

    name = "qinfeng"
    allowed_domains = ["qinfeng.gov.cn"]
    site = Site(
        "秦风网", level="provincial", region="shaanxi", code="610000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018-05/06; no page was captured", max_quiet_days=14,
    )  # fmt: skip
    sections = (
        Section("省管干部 执纪审查", f"{SCDC}/sggb/zjsc.htm"),
        Section("省管干部 党纪政务处分", f"{SCDC}/sggb/djzwcf.htm"),
        Section("其他干部 执纪审查", f"{SCDC}/qtgb/zjsc.htm"),
        Section("其他干部 党纪政务处分", f"{SCDC}/qtgb/djzwcf.htm"),
    )
    selectors = {**VsbSpider.selectors, "links": "ul.xsxc_index_center_list a"}
