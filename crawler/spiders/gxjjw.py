"""广西壮族自治区纪委监委网站."""

from crawler.families.php import PhpSpider
from crawler.sites import Section, Site

HOME = "https://www.gxjjw.gov.cn"
BEFORE = ("http://www.gxjjw.gov.cn/staticmores/908/908-1.shtml",)


class GxjjwSpider(PhpSpider):
    """Guangxi, home-made PHP in GBK: the first list page is static, those behind it come from more.php.

    Nothing of it was captured. 2018 by http; a later reader (year unknown) by https, with the same elements and 55 list
    pages. The day stands in .daty as 年月日.
    """

    name = "gxjjw"
    allowed_domains = ["gxjjw.gov.cn"]
    site = Site(
        "广西壮族自治区纪委监委网站", level="provincial", region="guangxi", code="450000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018 and a later, undated one that agrees; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (
        Section("纪律审查", f"{HOME}/staticmores/908/908-1.shtml", BEFORE, f"{HOME}/more.php?sortid=908&pageno={{n}}"),
    )
    selectors = {
        "links": (".m_textlist > li > a", "ul.m_textlist li a"),
        "title": "h2.tit",
        "info": ".daty",
        "body": ".content",
    }
