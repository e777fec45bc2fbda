"""上海市纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOME = "http://www.shjcw.gov.cn"


class ShjcwSpider(ListingSpider):
    """Shanghai, in gb2312. Nothing of it was captured but the text of the home page, on 2019-10-11.

    2018: list n2233, whose pages are index.html, index2.html …; the day as 2018年5月4日, the source in a line of its own.
    Later (year not recorded): list djzwcf, its rows in .default_pgContainer, paged by script alone (#pagination-digg).
    """

    name = "shjcw"
    allowed_domains = ["shjcw.gov.cn"]
    site = Site(
        "上海市纪委监委网站", level="provincial", region="shanghai", code="310000", evidence="scraper", evidence_year=2019,
        seen_working="2019-10", max_quiet_days=14,
        evidence_note="two scrapers of 2018-05 and 2018-06, a later one; text of the home page of 2019-10; no page was captured",
    )  # fmt: skip
    sections = (
        Section("党纪政务处分", f"{HOME}/2015jjw/djzwcf/djzwcf.html"),
        Section("纪律审查", f"{HOME}/2015jjw/n2233/index.html", (), f"{HOME}/2015jjw/n2233/index{{n}}.html"),
    )
    selectors = {
        "links": (".default_pgContainer .newsList > li > a", "ul.newsList li a"),
        "title": "#ivs_title",
        "date": "span.date",
        "source": "p.source",
        "body": "#ivs_content",
    }
