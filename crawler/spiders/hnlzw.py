"""海南省纪委监委网站."""

from crawler.families.php import PhpSpider
from crawler.sites import Section, Site

HOME = "http://www.hnlzw.net"


class HnlzwSpider(PhpSpider):
    """Hainan, home-made PHP in GBK: lists count articles (nbegin 0, 8, 16 …), articles are page.php?xuh=N.

    Nothing of it was captured. The scrapers of 2018 read three more lists like this one, whose addresses are not known.
    The line #artdes holds source, author and editor.
    """

    name = "hnlzw"
    allowed_domains = ["hnlzw.net"]
    site = Site(
        "海南省纪委监委网站", level="provincial", region="hainan", code="460000", evidence="scraper", evidence_year=2018,
        seen_working="2018-06", evidence_note="two scrapers of 2018, one of four lists; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("审查调查 省管干部", f"{HOME}/jlsc_sggb.php?ncount=8&nbegin=0"),)
    selectors = {
        "links": "#mainrconlist ul li h1 a",
        "title": "#arttitl",
        "info": "#artdes",
        "body": "#artcon",
    }
    offset = ("nbegin", 8)
