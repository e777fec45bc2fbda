"""黑龙江省纪委监委网站."""

from crawler.families.php import PhpSpider
from crawler.sites import Section, Site

HOME = "http://www.hljjjjc.gov.cn"


class HljjjjcSpider(PhpSpider):
    """Heilongjiang, home-made PHP; before at mingjian.com. Selectors of two scrapers of 2018-06; nothing was captured.

    Lists are news.php?cid=15&page=1; the link to the next page is told by its title attribute, 下一页.
    """

    name = "hljjjjc"
    allowed_domains = ["hljjjjc.gov.cn"]
    site = Site(
        "黑龙江省纪委监委网站", level="provincial", region="heilongjiang", code="230000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06",
        evidence_note="two scrapers of 2018-05 and 2018-06; no page was captured", max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("纪律审查", f"{HOME}/news.php?cid=15&page=1"),)
    selectors = {
        "links": ".main01_con.font_16 ul li a",
        "title": ".main02_tit01",
        "info": ".main02_tit02",
        "body": ".main02_con",
    }
