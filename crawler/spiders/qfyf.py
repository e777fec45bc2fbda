"""江苏省纪委监委网站."""

from crawler.families.jcms import JcmsSpider
from crawler.sites import Section, Site

HOME = "http://www.qfyf.net"


class QfyfSpider(JcmsSpider):
    """Jiangsu, 大汉 JCMS, as two scrapers read it in 2018-06; nothing of it was captured.

    The rows of a list are data in a script, the pages ?uid=12606&pageNum=2 follow from totalRecord (2018). The site was
    at jssjw.gov.cn before, which is also the only later address, from a list of domains: no page of it is known.
    """

    name = "qfyf"
    allowed_domains = ["qfyf.net"]
    site = Site(
        "江苏省纪委监委网站", level="provincial", region="jiangsu", code="320000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06", evidence_note="two scrapers of 2018-06; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("审查调查", f"{HOME}/col/col17/index.html"),)
    selectors = {
        "links": ".simple_pgContainer li a.bt_link",
        "title": "h1",
        "info": ".c-conten-top i",
        "body": ("#c-conten-con", *JcmsSpider.selectors["body"]),
    }
