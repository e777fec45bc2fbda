"""西藏自治区纪委监委网站."""

from crawler.families.php import PhpSpider
from crawler.sites import Section, Site


class XzjjwSpider(PhpSpider):
    """Xizang, PHP of its own, by two scrapers of 2018; nothing of it was captured.

    2018: gz.php?type=97, its count of pages in a script (page.pageCount = N), page n at &page=n. Where articles live was
    not told. The scrapers knew it under two domains; which one answers today nobody has seen.
    """

    name = "xzjjw"
    allowed_domains = ["xzjjw.gov.cn", "lsjjw.gov.cn"]
    site = Site(
        "西藏自治区纪委监委网站", level="provincial", region="xizang", code="540000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06",
        evidence_note="two scrapers of 2018-05/06; no page was captured, addresses of articles unknown", max_quiet_days=14,
    )  # fmt: skip
    sections = (
        Section("纪律审查", "http://www.xzjjw.gov.cn/gz.php?type=97", ("http://www.lsjjw.gov.cn/gz.php?type=97",)),
    )
    selectors = {"links": ".new_title ul li a", "title": ".title1 h4", "info": ".time", "body": ".wrap_new .main"}
