"""山西省纪委监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOME = "http://www.sxdi.gov.cn"
BEFORE = (f"{HOME}/gzdt/jlsc/",)


class SxdiSpider(ListingSpider):
    """Shanxi, on a system like PHPCMS. Three generations of templates, newest first; nothing of it was captured.

    2019 or later: lists .yw-con, pages list_249_2.html …, the article was not read. 2018: lists a.overflow, articles with
    h1.fl, 发布时间 and 来源 in one line, the text in <dd>, bare or in p; some entries are gb2312 stubs that send their
    reader on by script. 2015: lists dl.list-tit, with the day in the row.
    """

    name = "sxdi"
    allowed_domains = ["sxdi.gov.cn"]
    site = Site(
        "山西省纪委监委网站", level="provincial", region="shanxi", code="140000", evidence="scraper", evidence_year=2019,
        seen_working="2019", evidence_note="scrapers of 2015, 2018 and 2019 or later; no page was captured",
        max_quiet_days=7,
    )  # fmt: skip
    sections = (
        Section("省管干部 执纪审查", f"{HOME}/scdc/sggb/zjsc/", BEFORE, f"{HOME}/scdc/sggb/zjsc/list_249_{{n}}.html"),
        Section(
            "省管干部 党纪政务处分", f"{HOME}/scdc/sggb/djzwcf/", (), f"{HOME}/scdc/sggb/djzwcf/list_250_{{n}}.html"
        ),
        Section("市管干部 执纪审查", f"{HOME}/scdc/shiggb/zjsc/", (), f"{HOME}/scdc/shiggb/zjsc/list_251_{{n}}.html"),
        Section(
            "市管干部 党纪政务处分", f"{HOME}/scdc/shiggb/djzwcf/", (), f"{HOME}/scdc/shiggb/djzwcf/list_252_{{n}}.html"
        ),
    )
    selectors = {
        "links": (".yw-con li a", ".mainleft a.overflow", "dl.list-tit dt a"),
        "title": "h1.fl",
        "info": ("p.fl", "span.fl"),
        "body": "dl dd",
    }
