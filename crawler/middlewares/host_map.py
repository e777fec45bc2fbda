"""HOST_MAP: a site's requests go to a stand-in or mirror, over http, while every address stays the site's own.

A download handler rather than a middleware: only here the address can change without the items, the duplicate filter
and the per-host politeness seeing it.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.middlewares.bounds import LEFT
from crawler.middlewares.tls import TlsDownloadHandler


@dataclass(frozen=True)
class StandIn:
    """Where the requests for a host go."""

    host: str
    port: int

    @property
    def netloc(self) -> str:
        """As it stands in an address."""
        return f"{self.host}:{self.port}"


def read_host_map(settings: BaseSettings) -> dict[str, StandIn]:
    """HOST_MAP by host name. Raises ValueError, in one line, for an entry that is not name=host:port."""
    mapped = {}
    for entry in settings.getlist("HOST_MAP"):
        name, _, target = entry.strip().partition("=")
        host, colon, port = target.rpartition(":")
        if not (name and colon and host and port.isdecimal() and 0 < int(port) < 65536):
            raise ValueError(f"HOST_MAP: {entry!r} is not name=host:port, as in www.ccdi.gov.cn=127.0.0.1:8000")
        mapped[name.strip().lower()] = StandIn(host.strip(), int(port))
    return mapped


class HostMapDownloadHandler(TlsDownloadHandler):
    """The download handler of every spider: bounded, and with HOST_MAP applied to what goes over the wire."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.mapped = read_host_map(crawler.settings)

    async def download_request(self, request: Request) -> Response:
        """Download a request, from the stand-in when its host has one."""
        parts = urlsplit(request.url)
        stand_in = self.mapped.get((parts.hostname or "").lower())
        if stand_in is None:
            return await super().download_request(request)
        there = request.replace(url=urlunsplit(("http", stand_in.netloc, parts.path or "/", parts.query, "")))
        there.headers["Host"] = parts.netloc
        try:
            response = await super().download_request(there)
        finally:
            # AutoThrottle reads the one, the next hop the other.
            request.meta.update({name: there.meta[name] for name in ("download_latency", LEFT) if name in there.meta})
        response = response.replace(url=request.url)
        # A stand-in that redirects to itself by its own address means the site.
        location = (response.headers.get("Location") or b"").decode("latin-1")
        if urlsplit(location).netloc == stand_in.netloc:
            response.headers["Location"] = urlunsplit((parts.scheme, parts.netloc, *urlsplit(location)[2:]))
        return response
