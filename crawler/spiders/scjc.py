"""四川省纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOME = "http://www.scjc.gov.cn"
BEFORE = (f"{HOME}/zhyw/qwfb/",)


class ScjcSpider(ListingSpider):
    """Sichuan, two generations, the newer first; nothing of it was captured.

    2020s: lists scdc.shtml, scdc_2.shtml …, articles /scjc/scdc/2026/9/7/<32 hex>.shtml (one address of 2026-09), day in
    .time and text in .info, both in .cont; its title selector is not known, so the rules find titles of either. 2018: list
    /zhyw/qwfb/ (权威发布), p.laiyuan, .content_txt.
    """

    name = "scjc"
    allowed_domains = ["scjc.gov.cn"]
    site = Site(
        "四川省纪委监委网站", level="provincial", region="sichuan", code="510000", evidence="scraper", evidence_year=2026,
        seen_working="2026-09", evidence_note="scrapers of 2018 and of the 2020s, an address of 2026-09; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("审查调查", f"{HOME}/scjc/scdc/scdc.shtml", BEFORE, f"{HOME}/scjc/scdc/scdc_{{n}}.shtml"),)
    selectors = {
        "links": (".data-list > h4 a", "p.name a"),
        "info": (".cont > .time", "p.laiyuan"),
        "body": (".cont > .info", ".content_txt"),
    }
