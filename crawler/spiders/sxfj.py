"""三湘风纪."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOME = "http://www.sxfj.gov.cn"


class SxfjSpider(ListingSpider):
    """Hunan's 三湘风纪, ASP.NET addresses on a PHP site whose pages count /ID:24/page:2; nothing of it was captured.

    2018: list PageShowNext.aspx?ID=24 with its rows in ul#li. Articles are filled by script, and the one reader used a
    browser: whether the plain page holds the text, and what its address looks like, is not known.
    """

    name = "sxfj"
    allowed_domains = ["sxfj.gov.cn"]
    site = Site(
        "三湘风纪", level="provincial", region="hunan", code="430000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018, articles through a browser; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (
        Section("纪律审查", f"{HOME}/PageShowNext.aspx?ID=24", (), f"{HOME}/articles/news/subindex/ID:24/page:{{n}}"),
    )
    selectors = {
        "links": "ul#li a",
        "title": ".title",
        "date": "#edate",
        "source": "#efrom",
        "body": "#frameContent",
    }
