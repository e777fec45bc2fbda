"""云南省纪委监委网站."""

from crawler.families.php import PhpSpider
from crawler.sites import Section, Site

HOME = "http://www.jjjc.yn.gov.cn"


class YnjjjcSpider(PhpSpider):
    """Yunnan: lists list-5.html?page=2, articles info-5-N-1.html; nothing of it was captured.

    2018: on jjjc.yn.gov.cn; a list of later years names ynjjjc.gov.cn, which may be wrong and is not asked, only followed.
    """

    name = "ynjjjc"
    allowed_domains = ["jjjc.yn.gov.cn", "ynjjjc.gov.cn"]
    site = Site(
        "云南省纪委监委网站", level="provincial", region="yunnan", code="530000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("纪律审查", f"{HOME}/list-5.html", (), f"{HOME}/list-5.html?page={{n}}"),)
    selectors = {
        "links": ".tListTit a",
        "title": ".iTitle",
        "info": ".dt",
        "body": ".itp",
    }
