"""广东省纪委监委网站."""

from crawler.families.jeecms import JeecmsSpider
from crawler.sites import Section, Site

HOME = "http://www.gdjct.gd.gov.cn"


class GdjctSpider(JeecmsSpider):
    """Guangdong. 2018: JEECMS, lists index.jhtml, index_2.jhtml …; nothing of it was captured.

    Now (year unknown) on the platform of the province's governments, articles …/content/post_162287.html: only that
    address is known, no list and no selector, so the rules alone read those pages.
    """

    name = "gdjct"
    allowed_domains = ["gdjct.gd.gov.cn"]
    site = Site(
        "广东省纪委监委网站", level="provincial", region="guangdong", code="440000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018; of today's platform one address; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("反腐快报", f"{HOME}/ffkb/index.jhtml", (), f"{HOME}/ffkb/index_{{n}}.jhtml"),)
    selectors = {
        "links": "ul.GsTL5 li a",
        "title": "#ScDetailTitle",
        "info": ".desc",
        "body": "#ScDetailContent",
    }
