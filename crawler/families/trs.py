"""TRS WCM, the product of the centre and of most provinces."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from scrapy import Request

from crawler import extract
from crawler.families.listing import ListingSpider

if TYPE_CHECKING:
    from crawler.extract import Link
    from crawler.extract.selected import Selectors


class TrsSpider(ListingSpider):
    """Addresses t20240109_123.html in folders by month; lists index.html, index_1.html …, by createPageHTML(N, …).

    The text stands in an element of the editor's own name. The mobile twin (…_m.html) and the parts of a long article
    (…_1.html) are told by `extract.addresses` and `extract.paging`.
    """

    selectors: ClassVar[Selectors] = {
        "body": (".trs_editor_view", ".TRS_UEDITOR", ".TRS_Editor"),
    }

    def article_request(
        self, url: str, section: str | None, number: int, link: Link | None = None, position: int = 0
    ) -> Request:
        """As in the base, for the page itself where its mobile twin is linked."""
        return super().article_request(extract.without_mobile_twin(url), section, number, link, position)
