"""安徽省纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOME = "http://www.ahjjjc.gov.cn"


class AhjjjcSpider(ListingSpider):
    """Anhui, as two scrapers read it in 2018-06; nothing of it was captured.

    Two lists of 省管干部; which of them holds investigations and which penalties is not known. The scrapers wrote the
    addresses of the following pages themselves (2018). Articles are /p/NNN.html, all in one folder.
    """

    name = "ahjjjc"
    allowed_domains = ["ahjjjc.gov.cn"]
    site = Site(
        "安徽省纪委监委网站", level="provincial", region="anhui", code="340000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06", evidence_note="two scrapers of 2018-06; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (
        Section("省管干部", f"{HOME}/sggb/index.html", (), f"{HOME}/sggb/index_{{n}}.html"),
        Section("省管干部 286", f"{HOME}/sggb286/index.html", (), f"{HOME}/sggb286/index_{{n}}.html"),
    )
    selectors = {
        "links": "dl.clearfix dt a",
        "title": ".article h2",
        "info": "h3.clearfix .fl",
        "body": "#content.article_content",
    }
