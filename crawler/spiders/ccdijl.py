"""吉林省纪委监委网站."""

from crawler.families.trs import TrsSpider
from crawler.sites import Section, Site

HOME = "http://www.ccdijl.gov.cn"


class CcdijlSpider(TrsSpider):
    """Jilin, on a system of TRS kind. Selectors of two scrapers of 2018-06; nothing of it was captured.

    The number of list pages is only in a script (var countPage), and so is an article's source (var laiyuan). Where the
    folder djzwcf lies was recorded without what stands before it.
    """

    name = "ccdijl"
    allowed_domains = ["ccdijl.gov.cn"]
    site = Site(
        "吉林省纪委监委网站", level="provincial", region="jilin", code="220000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018-05 and 2018-06; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (
        Section("审查调查", f"{HOME}/jwjct2018/scdc/scdc_85946/index.html"),
        Section("党纪政务处分", f"{HOME}/jwjct2018/scdc/djzwcf/index.html", (f"{HOME}/djzwcf/",)),
    )
    selectors = {"links": ".scdc_news_lj a", "title": "h3", "info": "p.pLine", "body": ".contentMainPage"}
