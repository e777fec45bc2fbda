"""Home-made PHP and ASP list pages: 黑龙江, 海南, 西藏, 湖北 (2018)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapy.http import Response

from crawler.families.listing import Following, ListingSpider

if TYPE_CHECKING:
    from crawler.extract import Document


class PhpSpider(ListingSpider):
    """Lists news.php?cid=15&page=1, or with an `offset`, which no link or counter leads to.

    `offset` names the parameter that counts articles, not pages, and by how many: ("nbegin", 8) for
    jlsc_sggb.php?ncount=8&nbegin=0 (海南, 2018). The walk ends with the page that repeats or lists nothing.
    """

    offset: ClassVar[tuple[str, int] | None] = None

    def next_list(self, document: Document, response: Response, section: str, number: int) -> Following | None:
        """The following page by `offset` where there is one, else as in the base."""
        if self.offset is None:
            return super().next_list(document, response, section, number)
        name, step = self.offset
        parts = urlsplit(response.url)
        given = dict(parse_qsl(parts.query))
        at = given.get(name, "0")
        given[name] = str(int(at if at.isdecimal() else 0) + step)
        return Following(urlunsplit(parts._replace(query=urlencode(given))), promised=False)
