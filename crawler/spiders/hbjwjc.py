"""湖北省纪委监委网站."""

from crawler.families.php import PhpSpider
from crawler.sites import Section, Site

HOME = "http://www.hbjwjc.gov.cn"


class HbjwjcSpider(PhpSpider):
    """Hubei, a home-made JSP site, as two scrapers read it in 2018-06; nothing of it was captured.

    Lists are iList.jsp with the number of a column, their pager ends in a.next (2018). Names beginning with tts mark
    what the page reads aloud. The addresses of articles are not on record.
    """

    name = "hbjwjc"
    allowed_domains = ["hbjwjc.gov.cn"]
    site = Site(
        "湖北省纪委监委网站", level="provincial", region="hubei", code="420000", evidence="scraper",
        evidence_year=2018, seen_working="2018-06", evidence_note="two scrapers of 2018-06; no page was captured",
        max_quiet_days=14,
    )  # fmt: skip
    sections = (Section("审查调查", f"{HOME}/info/iList.jsp?cat_id=10007"),)
    selectors = {
        "links": "ul.list-b-t li h4 a",
        "title": "h2#tts-title",
        "info": "p.info span",
        "body": "#tts-text",
    }
