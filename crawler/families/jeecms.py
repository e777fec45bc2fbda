"""JEECMS: 广东 (2018), 福建 (2018)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.families.listing import ListingSpider

if TYPE_CHECKING:
    pass


class JeecmsSpider(ListingSpider):
    """Lists /ffkb/index.jhtml, index_2.jhtml …; articles /ffkb/2043.jhtml.

    The templates are each site's own, so there are no selectors of the product.
    """
