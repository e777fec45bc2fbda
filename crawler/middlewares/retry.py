"""Retries: once for a page that came too slowly or not whole, and never before the pages that answer.

Scrapy's own middleware asks again at once. A page that hangs would then keep the healthy ones waiting for another
DOWNLOAD_TIMEOUT.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware, get_retry_request
from scrapy.exceptions import DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.httpobj import urlparse_cached

from crawler.families.answers import CUT, CUT_SHORT
from crawler.middlewares.bounds import LEFT
from crawler.middlewares.whole import BROKEN, BrokenTransferError
from crawler.stopping import stop

# Below every priority that `families/` give, the articles of earlier runs and the re-checks included.
BEHIND_ALL = -10_000_000_000
# A second attempt costs as much as the first, or finds the same bytes.
ONCE = (DownloadTimeoutError, ResponseDataLossError)
# Counters and times make two transfers of one page differ a little.
SAME = 0.01


class LastRetryMiddleware(RetryMiddleware):
    """Scrapy's, with retries behind all other requests, and with answers that came broken or without their end."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.open_ended: set[str] = set()
        """Hosts that were seen to write pages without an end."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # no `spider` since 2.14
        """Raises BrokenTransferError when the second transfer was broken too."""
        if BROKEN in response.flags:
            again = self._retry(request, BrokenTransferError())
            if again is None:
                raise BrokenTransferError
            return again
        if CUT in response.flags:
            return self.without_end(request, response)
        answer: Request | Response = super().process_response(request, response)
        return answer

    def without_end(self, request: Request, response: Response) -> Request | Response:
        """A page without `</html>`: cut, or written like that. The same bytes twice settle it for the whole host."""
        host = urlparse_cached(request).netloc
        if host in self.open_ended:
            return response
        before = request.meta.get("cut_after")
        if before is None:
            again = self._retry(request, "cut")
            if again is not None:
                again.meta["cut_after"] = len(response.body)
                return again
            before = 0
        if abs(before - len(response.body)) <= len(response.body) * SAME:
            self.open_ended.add(host)
        else:
            response.flags.append(CUT_SHORT)
        return response

    def _retry(self, request: Request, reason: str | Exception | type[Exception]) -> Request | None:
        if stop.requested or request.meta.get("dont_retry"):
            return None
        once = reason == "cut" or isinstance(reason, (*ONCE, BrokenTransferError))
        assert self.crawler.spider is not None
        again = get_retry_request(
            request,
            spider=self.crawler.spider,
            reason=reason,
            max_retry_times=min(1, self.max_retry_times) if once else self.max_retry_times,
            priority_adjust=min(BEHIND_ALL - request.priority, 0),
        )
        if again is not None:
            again.meta.pop(LEFT, None)
        return again
