"""An operator's own session: SESSION_COOKIE_<SPIDER> in the environment, sent to that site alone.

For an operator who is entitled to access and has logged in, or passed a wall, in a browser. Nothing is forged, kept or
logged; the run report says that a cookie was sent.
"""

from __future__ import annotations

import hashlib
import os
import re
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.families.articles import ArticleSpider

# RFC 6265, 4.2.1: pairs of printable ASCII.
_COOKIE = re.compile(
    r"[!#$%&'*+.^_`|~0-9A-Za-z-]+=[\x21-\x3a\x3c-\x7e]*(?:; ?[!#$%&'*+.^_`|~0-9A-Za-z-]+=[\x21-\x3a\x3c-\x7e]*)*"
)


def variable_of(spider: str) -> str:
    """Name of the environment variable for a spider: ccdi has SESSION_COOKIE_CCDI.

    A name that no variable can have gets a hash, so that two of them never share one.
    """
    plain = re.sub(r"[^A-Za-z0-9]", "_", spider)
    suffix = "" if plain == spider else f"_{hashlib.sha256(spider.encode()).hexdigest()[:8]}"
    return f"SESSION_COOKIE_{plain.strip('_')}{suffix}".upper().replace("__", "_")


def session_cookie(spider: str) -> str | None:
    """The operator's cookie for a spider, None without one. Raises ValueError, without its value, when it is none."""
    cookie = os.environ.get(variable_of(spider), "").strip()
    if cookie and not _COOKIE.fullmatch(cookie):
        raise ValueError(f"{variable_of(spider)} is no cookie; write it as NAME=VALUE or NAME=VALUE; NAME=VALUE")
    return cookie or None


class SessionMiddleware:
    """Adds the cookie to the requests for the site's own hosts, at every hop, and takes it from all others."""

    def __init__(self, crawler: Crawler, cookie: str) -> None:
        self.crawler = crawler
        self.cookie = cookie

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises NotConfigured where no cookie is given."""
        cookie = session_cookie(crawler.spidercls.name)
        if cookie is None:
            raise NotConfigured
        return cls(crawler, cookie)

    def process_request(self, request: Request) -> None:
        """Set or remove the Cookie header."""
        request.headers.pop("Cookie", None)
        spider = self.crawler.spider
        if isinstance(spider, ArticleSpider) and self.is_its_own(spider, request.url):
            request.headers["Cookie"] = self.cookie
            self.crawler.stats.inc_value("session/cookie_sent")

    def is_its_own(self, spider: ArticleSpider, url: str) -> bool:
        """Whether an address is on a host of the declared lists, and https where that list is."""
        parts = urlsplit(url)
        own = {(one.scheme, one.hostname) for one in (urlsplit(section.url) for section in spider.sections)}
        return (parts.scheme, parts.hostname) in own or (parts.scheme == "https" and ("http", parts.hostname) in own)
