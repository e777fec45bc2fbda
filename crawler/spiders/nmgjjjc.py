"""内蒙古自治区纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOME = "http://www.nmgjjjc.gov.cn"


class NmgjjjcSpider(ListingSpider):
    """Inner Mongolia. Selectors of two scrapers of 2018-06; nothing of it was captured.

    The pages of a list are index.shtml, index_2.shtml …, of which the scrapers knew the pattern only.
    """

    name = "nmgjjjc"
    allowed_domains = ["nmgjjjc.gov.cn"]
    site = Site(
        "内蒙古自治区纪委监委网站", level="provincial", region="neimenggu", code="150000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06",
        evidence_note="two scrapers of 2018-05 and 2018-06; no page was captured", max_quiet_days=14,
    )  # fmt: skip
    sections = tuple(
        Section(name, f"{HOME}/{path}/", (), f"{HOME}/{path}/index_{{n}}.shtml")
        for name, path in {"审查调查": "scdc", "案件查处": "ajcc"}.items()
    )
    selectors = {
        "links": ".zMain_con .zMain_list h2 a",
        "title": ".detail_tit h2",
        "info": ".detail_tit em, .detail_tit span",
        "body": ".detail_con",
    }
