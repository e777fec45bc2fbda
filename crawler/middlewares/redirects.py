"""Redirects of articles: no address is asked for twice because several lead there, and none of them is lost uncounted.

A site that has lost its way sends every article to its home page. Scrapy's duplicate filter would drop all but the first
without a word; without the filter the home page would be asked for once for each.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.extract.addresses import address_key

SENT_BEFORE = "another article was sent there"


class ArticleRedirectMiddleware(RedirectMiddleware):
    """Scrapy's, which follows no article to where another one of this run was sent."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.targets: set[str] = set()

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # no `spider` since 2.14
        """Raises IgnoreRequest for the second article that is sent to an address."""
        answer: Request | Response = super().process_response(request, response)
        if isinstance(answer, Request) and request.meta.get("article"):
            target = address_key(answer.url)
            if target in self.targets:
                raise IgnoreRequest(SENT_BEFORE)
            self.targets.add(target)
        return answer
