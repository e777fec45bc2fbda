"""中央纪委国家监委网站."""

from crawler.families.search import WasSearch
from crawler.families.trs import TrsSpider
from crawler.sites import Section, Site

HOME = "https://www.ccdi.gov.cn"


class CcdiSpider(TrsSpider):
    """The central site, TRS WCM. Selectors hold on 97 of 97 pages captured 2022-2025; lists as four scrapers saw them.

    Items listed under 审查调查 often live under /toutiaon/, so links are not held to their section's path. Names of
    sections without the final n are those of before 2021-12. A client that reads too fast gets a slider captcha with
    status 200, for lists and articles alike (2025-09): hence 8 s.
    """

    name = "ccdi"
    allowed_domains = ["ccdi.gov.cn"]
    site = Site(
        "中央纪委国家监委网站", level="central", evidence="captured", evidence_year=2025, seen_working="2026-04",
        evidence_note="97 articles and two search lists captured 2022-2025; lists by four scrapers 2022-2026, none captured",
        protection="slider captcha with status 200 (2025-09), script challenge on the search (2025-04), 403, 412, 420",
        pause=8.0, max_quiet_days=7, heavy=True,
    )  # fmt: skip
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
            "信息公开": "xxgkn",
            "理论学习": "llxx",
            "历史文化": "lswhn/wenhua",
        }.items()
    )
    search = WasSearch(f"{HOME}/was5/web/search", channel=298814)
    selectors = {
        "links": (".list_news_dl2 .title a", "ul.list_news_dl2 li a", "ul.list_news_dl li a"),
        "title": "h2.tit",
        "info": ".daty",
        "source": "em.e1",
        "date": "em.e2",
        "section": ".other_Location",
        "body": ("div.content", ".bom-box"),
    }
