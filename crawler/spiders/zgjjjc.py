"""中国纪检监察杂志."""

from crawler.families.magazine import MagazineSpider
from crawler.sites import Section, Site


class ZgjjjcSpider(MagazineSpider):
    """The magazine, twice a month. Seven article pages were captured 2022-2024, its lists never.

    `content` occurs twice: the first is the cover or a table of contents, hence the body's path. `tit` holds the headline, a subtitle
    that opens with ——, and the author, a paragraph each, or the headline alone. No page prints its day: it is that of
    the address; the number of the issue is in `period`.
    """

    name = "zgjjjc"
    allowed_domains = ["zgjjjc.ccdi.gov.cn"]
    site = Site(
        "中国纪检监察杂志", level="central", kind="magazine", evidence="captured", evidence_year=2024, seen_working="2024",
        evidence_note="7 articles captured 2022-2024; the address of the list is that of the articles' folder, unseen",
        protection="that of www.ccdi.gov.cn, to judge by the host", pause=8.0, max_quiet_days=31, hours=(8,),
    )  # fmt: skip
    sections = (Section("杂志", "http://zgjjjc.ccdi.gov.cn/bqml/bqxx/", older=("http://zgjjjc.ccdi.gov.cn/",)),)
    selectors = {
        "title": ".Article_61 .tit",
        "info": ".period",
        "body": ".Article_61 .content",
    }
