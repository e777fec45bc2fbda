"""A site's own search, for `scrapy audit`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

if TYPE_CHECKING:
    from crawler.extract.selected import Selectors


@dataclass(frozen=True)
class WasSearch:
    """TRS WAS 5, as www.ccdi.gov.cn has it (captured 2025-04): newest first, ten hits a page."""

    url: str
    """Address of the form: https://www.ccdi.gov.cn/was5/web/search."""
    channel: int
    """channelid: what is searched."""
    per_page: int = 10
    selectors: ClassVar[Selectors] = {"links": ".s_0603_list b.title a"}
    """The rows of hits: a title with the words in font elements, the day and minute, an abstract (2025-04)."""

    def page(self, words: str, number: int) -> str:
        """Address of the number-th page of hits, counted from 1."""
        fields = {
            "channelid": self.channel, "searchword": words, "orderby": "-DocRelTime",
            "perpage": self.per_page, "page": number,
        }  # fmt: skip
        return f"{self.url}?{urlencode(fields)}"
