"""贵州省纪委监委网站."""

from crawler.families.trs import TrsSpider
from crawler.sites import Section, Site

HOME = "http://www.gzdis.gov.cn"
BEFORE = (f"{HOME}/col/col1806/index.html",)


class GzdisSpider(TrsSpider):
    """Guizhou, TRS WCM, whose rows in ul.list01 are written by script (2018); nothing of it was captured.

    A row is var str_1 = "./….html", no link in the markup, so no selector finds it and the rules read the scripts. To
    2015 the list was on 大汉 JCMS.
    """

    name = "gzdis"
    allowed_domains = ["gzdis.gov.cn"]
    site = Site(
        "贵州省纪委监委网站", level="provincial", region="guizhou", code="520000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="scrapers of 2015 and 2018; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("纪律审查", f"{HOME}/gzdt/jlsc/", BEFORE),)
    selectors = {
        "title": ".btnr span",
        "info": ".btnr p",
        "body": ("#textBox", *TrsSpider.selectors["body"]),
    }
