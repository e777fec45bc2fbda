"""河北省纪委监委网站."""

from crawler.families.founder import FounderSpider
from crawler.sites import Section, Site

HOME = "http://www.hebcdi.gov.cn"


class HebcdiSpider(FounderSpider):
    """Hebei, Founder. Selectors of two scrapers of 2018-06; nothing of it was captured.

    Which column each of the two lists is was not recorded, so the numbers of their nodes tell them apart.
    """

    name = "hebcdi"
    allowed_domains = ["hebcdi.gov.cn"]
    site = Site(
        "河北省纪委监委网站", level="provincial", region="hebei", code="130000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018-05 and 2018-06; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = tuple(
        Section(f"审查调查 {node}", f"{HOME}/node_{node}.htm", (), f"{HOME}/node_{node}_{{n}}.htm")
        for node in (122866, 124627)
    )
    selectors = {"links": ".feed-item h2 a", "title": "h1", "info": ".min_cc", "body": ".min_content"}
