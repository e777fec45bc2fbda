"""Bounds of one download: the seconds of all its hops together, and the bytes of its headers.

A download handler rather than a middleware: only here the time on the wire can be told from the time in a queue, and
only here a transfer can be cut off.
"""

from __future__ import annotations

import asyncio
from time import monotonic

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import BODY
from twisted.web.client import HTTPConnectionPool

from crawler.stopping import GRACE_SECONDS, stop

# Servers allow 8 to 64 kB; Twisted bounds the single line, not their number.
MAX_HEADER_BYTES = 256 * 1024
BODILESS = ("GET", "HEAD")
STOPPING = "stopping"
LEFT = "download_seconds_left"
"""Key in ``Request.meta``: what redirects before this request have left of its time. Redirects and stubs hand it on."""


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Cuts off an answer whose headers do not end."""

    header_bytes = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        """Bytes of the answer."""
        parser = self._parser
        if parser is not None and parser.state != BODY:
            self.header_bytes += len(data)
            # What comes with the first bytes of the body is counted too; no segment is that large.
            if self.header_bytes > MAX_HEADER_BYTES:
                assert self.transport is not None
                self.transport.abortConnection()
                return
        else:
            self.header_bytes = 0
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes bounded protocols."""

    def buildProtocol(self, addr: IAddress | None) -> BoundedProtocol:  # noqa: N802  # Twisted's name
        """One for each connection."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, within DOWNLOAD_TIMEOUT for a request with all its redirects, and stopped at once."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        from twisted.internet import reactor  # Scrapy installs it before it makes handlers

        self._kept = self._pool
        self._fresh = HTTPConnectionPool(reactor, persistent=False)  # type: ignore[no-untyped-call]
        self._fresh._factory = BoundedFactory
        self.seconds = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self.running: set[asyncio.Future[Response]] = set()
        stop.listen(self.hurry)

    async def download_request(self, request: Request) -> Response:
        """Download a request. Raises DownloadTimeoutError when its time is over, DownloadCancelledError on a stop."""
        if stop.requested:
            raise DownloadCancelledError(STOPPING)
        left = float(request.meta.get(LEFT, self.seconds))
        request.meta["download_timeout"] = max(left, 0.1)
        began = monotonic()
        download = asyncio.ensure_future(self._download(request))
        self.running.add(download)
        try:
            return await download
        except asyncio.CancelledError:
            raise DownloadCancelledError(STOPPING) from None
        finally:
            self.running.discard(download)
            request.meta[LEFT] = left - (monotonic() - began)

    async def _download(self, request: Request) -> Response:
        # A kept connection may be closed on the other side just now, and a server of HTTP/1.0 does not say that it will
        # close it. Twisted asks again by itself, but only where there is no body to send a second time.
        self._pool = self._kept if request.method in BODILESS else self._fresh
        return await super().download_request(request)  # takes the pool before its first pause

    async def close(self) -> None:
        """End the connections that are kept."""
        self._pool = self._kept
        await super().close()

    def hurry(self) -> None:
        """Give what is in flight a little time, then cut it off."""
        asyncio.get_running_loop().call_later(GRACE_SECONDS, self.cut_off)

    def cut_off(self) -> None:
        """End all downloads."""
        for download in list(self.running):
            download.cancel()
