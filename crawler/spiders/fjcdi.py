"""福建省纪委监委网站."""

from crawler.families.jeecms import JeecmsSpider
from crawler.sites import Section, Site

HOME = "http://www.fjcdi.gov.cn"


class FjcdiSpider(JeecmsSpider):
    """Fujian, JEECMS, as two scrapers read it in 2018-06; nothing of it was captured. Before it was at fjjc.gov.cn.

    The first page of the list is a file below /html/, the following ones are the system's own, /xxgkajcc/index_2.jhtml
    (2018). A JSON search seen later on a bare address is nobody's by name and is not used.
    """

    name = "fjcdi"
    allowed_domains = ["fjcdi.gov.cn"]
    site = Site(
        "福建省纪委监委网站", level="provincial", region="fujian", code="350000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06", evidence_note="two scrapers of 2018-06; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("案件查处", f"{HOME}/html/xxgkajcc/", (), f"{HOME}/xxgkajcc/index_{{n}}.jhtml"),)
    selectors = {"links": ".news_list dl dd a", "title": "h2", "info": ".summary", "body": "#Info_Content"}
