"""青海省纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

FOLDER = "http://www.qhjc.gov.cn/html/ajcc"


class QhjcSpider(ListingSpider):
    """Qinghai, static pages of tables in GBK, by two scrapers of 2018; nothing of it was captured.

    2018: /html/ajcc/index.html, index_2.html …; days as 2018/6/4, without hours. The rows are told by nothing but their
    place in a table, so whatever else is listed in one counts as a row.
    """

    name = "qhjc"
    allowed_domains = ["qhjc.gov.cn"]
    site = Site(
        "青海省纪委监委网站", level="provincial", region="qinghai", code="630000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018-05/06; no page was captured", max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("案件查处", f"{FOLDER}/index.html", following=f"{FOLDER}/index_{{n}}.html"),)
    selectors = {"links": "tr td li a", "title": ".xl_tit1", "info": ".xl_tit2", "body": ".xl_con1"}
