"""中央纪委国家监委网站."""

from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site

HOME = "https://www.ccdi.gov.cn"


class CcdiSpider(ListingSpider):
    """The central site, TRS WCM. Selectors hold on 97 of 97 pages captured 2022-2025; lists as four scrapers saw them.

    Items listed under 审查调查 often live under /toutiaon/, so links are not held to their section's path. A client
    that reads too fast gets a slider captcha with status 200, for lists and articles alike (2025-09): hence 8 s.
    """

    name = "ccdi"
    allowed_domains = ["ccdi.gov.cn"]
    site = Site("中央纪委国家监委网站", level="central", evidence="captured", evidence_year=2025, max_quiet_days=7)
    sections = tuple(
        Section(name, f"{HOME}/{path}/")
        for name, path in {
            "头条": "toutiaon",
            "要闻": "yaowenn",
            "评论": "pln",
            "中管干部 执纪审查": "scdcn/zggb/zjsc",
            "中管干部 党纪政务处分": "scdcn/zggb/djcf",
            "中央一级 执纪审查": "scdcn/zyyj/zjsc",
            "中央一级 党纪政务处分": "scdcn/zyyj/djcf",
            "省管干部 执纪审查": "scdcn/sggb/zjsc",
            "省管干部 党纪政务处分": "scdcn/sggb/djcf",
            "巡视巡察": "xsxcn",
            "领导活动": "ldhdn/gcsy",
            "理论学习": "llxx",
            "历史文化": "lswhn/wenhua",
        }.items()
    )
    selectors = {
        "title": "h2.tit",
        "info": ".daty",
        "source": "em.e1",
        "date": "em.e2",
        "section": ".other_Location",
        "body": "div.content",
    }
    custom_settings = {"DOWNLOAD_DELAY": 8.0, "AUTOTHROTTLE_START_DELAY": 8.0}
