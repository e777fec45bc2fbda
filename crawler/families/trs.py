"""Sites made with TRS WCM: lists paged by `createPageHTML`, articles at `YYYYMM/tYYYYMMDD_N.html`."""

from __future__ import annotations

from typing import ClassVar

from crawler.families.listing import ListingSpider


class TrsSpider(ListingSpider):
    """A TRS site. Its paging script and address shapes are known to `crawler.extract`; subclasses add selectors."""

    selectors: ClassVar[dict[str, str]] = {}
