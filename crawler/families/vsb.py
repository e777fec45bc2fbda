"""博达 Visual SiteBuilder: 陕西 and its municipal sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from crawler.families.listing import ListingSpider

if TYPE_CHECKING:
    from crawler.extract.selected import Selectors


class VsbSpider(ListingSpider):
    """Lists scdc.htm, whose following pages count down (scdc/9.htm, scdc/8.htm …); articles /info/1003/2043.htm.

    List titles are cut off with … or ... (municipal sites, 2026-01); the article's own is taken.
    """

    selectors: ClassVar[Selectors] = {
        "title": (".article_title",),
        "info": (".article_date",),
        "body": (".v_news_content", "#vsb_content"),
    }
