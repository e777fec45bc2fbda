"""北京市纪委监委网站."""

from crawler.families.trs import TrsSpider
from crawler.sites import Section, Site

HOME = "http://www.bjsupervision.gov.cn"


class BjsupervisionSpider(TrsSpider):
    """Beijing, TRS WCM, by http only (2026-10). Nothing of it was captured.

    Lists and articles as a scraper of 2018-2019 read them, through a browser; of its lists only the addresses of the
    articles are known, so the rules find the rows. The day and 来源｜… stand in one span, the day without a time.
    """

    name = "bjsupervision"
    allowed_domains = ["bjsupervision.gov.cn"]
    site = Site(
        "北京市纪委监委网站", level="provincial", region="beijing", code="110000", evidence="scraper", evidence_year=2019,
        seen_working="2026-10", max_quiet_days=14,
        evidence_note="scraper of 2018-2019, by a browser; one page of a special topic answered 2026-10; no page was captured",
    )  # fmt: skip
    sections = (Section("头条新闻", f"{HOME}/ttxw/"), Section("要闻要论", f"{HOME}/ywyl/"))
    selectors = {"title": "div.detail h1", "info": "span.detail-span", "body": "div.TRS_Editor"}
