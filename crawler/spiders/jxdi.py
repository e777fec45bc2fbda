"""江西省纪委监委网站."""

from crawler.families.trs import TrsSpider
from crawler.sites import Section, Site

HOME = "http://www.jxdi.gov.cn"
BEFORE = "http://www.jxlz.gov.cn"


class JxdiSpider(TrsSpider):
    """Jiangxi, TRS WCM, as two scrapers read it in 2018-06 at jxlz.gov.cn; nothing of it was captured.

    The address jxdi.gov.cn is from a link on another site; that the list has kept its path there is inferred. Articles
    as those of the central site; older pages are tables without names (2018). gbk.
    """

    name = "jxdi"
    allowed_domains = ["jxdi.gov.cn", "jxlz.gov.cn"]
    site = Site(
        "江西省纪委监委网站", level="provincial", region="jiangxi", code="360000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06",
        evidence_note="two scrapers of 2018-06, at the former address; a link to the present one; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("纪律审查", f"{HOME}/jjjcyw/jlsc/", (f"{BEFORE}/jjjcyw/jlsc/",)),)
    selectors = {
        **TrsSpider.selectors,
        "links": "td.title a",
        "title": "h2.tit",
        "info": ".daty_con",
        "source": ".daty_con em.e1",
        "date": ".daty_con em.e2",
    }
