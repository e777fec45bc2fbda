"""Any site without code: what a list or home page links to is read with the site-independent rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from crawler.families.articles import ArgumentError
from crawler.families.listing import ListingSpider
from crawler.sites import Section, Site, is_page_address

_USER = re.compile(r"//[^/]*@")


class GenericSpider(ListingSpider):
    """Reads one list or home page, given as -a url=, and the articles of the same host it links to."""

    arguments = ("url", "since", "until")

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        super().__init__(name, **arguments)
        url = arguments["url"].strip()
        parts = urlsplit(url)
        host = parts.hostname or ""
        name = f"{host}:{parts.port}" if parts.port else host
        self.allowed_domains = [host.removeprefix("www.")]
        self.site = Site(name, evidence="operator")
        self.sections = (Section(name, url),)

    @property
    def run_key(self) -> str:
        """`site` and the address: runs of different lists have nothing in common."""
        return f"{self.name} {self.sections[0].url}"

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str]) -> None:
        """Raises ArgumentError also when url is missing or is no http(s) address."""
        super().check_arguments(arguments)
        url = arguments.get("url", "").strip()
        if not is_page_address(url):
            raise ArgumentError(
                f"{cls.name}: give the address of a list page or home page, as in -a url=https://www.example.gov.cn/list/"
                + (f", without user name and password; got {_USER.sub('//…@', url)!r}" if url else "")
            )
