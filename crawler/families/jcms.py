"""大汉 JCMS: 江苏 and, to 2015, 贵州."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from crawler.families.listing import ListingSpider

if TYPE_CHECKING:
    from crawler.extract.selected import Selectors


class JcmsSpider(ListingSpider):
    """Lists /col/col17/index.html, whose rows are data in a script and whose paging is ?uid=…&pageNum=n.

    Articles are /art/2018/5/4/art_17_2043.html, their text between <meta name="ContentStart"> and ContentEnd, or
    between the comments ZJEG_RSS.content.begin and end (older); the extractor keeps to both (江苏, 2018).
    """

    selectors: ClassVar[Selectors] = {"body": ("#zoom", ".bt-content")}
