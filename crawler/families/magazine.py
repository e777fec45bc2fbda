"""Magazines on TRS WCM: a list of issues, each a list of articles."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response

from crawler import extract
from crawler.extract.errors import NotAnArticle
from crawler.families.answers import asked_url, content_type
from crawler.families.signals import article_rejected
from crawler.families.trs import TrsSpider

if TYPE_CHECKING:
    from crawler.extract import Document, Listing


class MagazineSpider(TrsSpider):
    """What a list links to is an article, or the table of contents of an issue, whose articles are followed in its place.

    A table is not asked for again for RECHECK_DAYS: an issue that has appeared does not grow.
    """

    def read_list(self, document: Document) -> Listing:
        """As in the base, with the issues, whose links say nothing but 2024年第08期, behind the articles."""
        listing = super().read_list(document)
        known = {link.url for link in listing.links}
        issues = [link for link in extract.issue_links(document) if link.url not in known]
        return dataclasses.replace(listing, links=[*listing.links, *issues])

    def not_an_article(self, response: Response, why: NotAnArticle, section: str | None) -> Iterator[Request]:
        """As in the base; a table of contents gives the requests for its articles."""
        if why.reason == "list" and not response.meta.get("in_issue"):
            yield from self.issue_requests(response, section)
        else:
            yield from super().not_an_article(response, why, section)

    def issue_requests(self, response: Response, section: str | None) -> Iterator[Request]:
        """Requests for the articles of an issue."""
        document = extract.Document.read(response.body, response.url, content_type(response))
        listing = extract.read_list(document, self.selectors)
        self.list_read()
        on_record = self.on_record(listing.links, section or "")
        for position, link in enumerate(listing.links):
            request = self.article_request(link.url, section, 1, link, position)
            request.meta["in_issue"] = True
            if link.url in on_record:
                request.meta["standing"] = on_record[link.url]
            yield request
        self.answered.append(asked_url(response))
        self.crawler.signals.send_catch_log(article_rejected, url=asked_url(response), reason="list", spider=self)
