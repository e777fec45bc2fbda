"""中国纪检监察报, by its e-paper."""

import datetime

from crawler.families.daily import DailySpider
from crawler.families.epaper_json import JsonEdition
from crawler.families.founder import FounderEdition
from crawler.sites import Section, Site


class JjjcbSpider(DailySpider):
    """The national paper. Days, pages and articles come as JSON (two scrapers, 2024-10); nothing was captured.

    One of them opened a browser first, so it is not known whether plain requests are answered: then the verdict is
    `blocked`. Until March 2018 the paper stood as Founder pages on csr.mos.gov.cn (a scraper of 2017-10 to 2018-03),
    which is dead or redirected by now; when the JSON form begins is not known. Days before 2017-10 are a guess: a day
    without a paper answers 404.
    """

    name = "jjjcb"
    allowed_domains = ["jjjcb.ccdi.gov.cn", "csr.mos.gov.cn"]
    site = Site(
        "中国纪检监察报", level="central", kind="newspaper", evidence="scraper", evidence_year=2024, seen_working="2024-10",
        evidence_note="requests and fields of two scrapers; calendar request from the same product elsewhere, 2025",
        protection="the cookies of www.ccdi.gov.cn's wall are set; plain requests untried",
        pause=4.0, max_quiet_days=4, hours=(7, 10, 13), heavy=True,
    )  # fmt: skip
    sections = (Section("报纸", "https://jjjcb.ccdi.gov.cn/epaper/index.html"),)
    editions = (
        JsonEdition("https://jjjcb.ccdi.gov.cn/epaper", first=datetime.date(2018, 4, 1)),
        FounderEdition(
            "http://csr.mos.gov.cn/content", first=datetime.date(2015, 1, 1), last=datetime.date(2018, 3, 31)
        ),
    )
