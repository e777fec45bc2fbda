"""The base of every spider that reads list pages and follows them to articles."""

from __future__ import annotations

import dataclasses
import datetime
import logging
from collections.abc import AsyncIterator, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import extract
from crawler.archive.standing import Found
from crawler.extract.errors import NotAnArticle
from crawler.families.answers import GATE_STATUSES, PAGE_STATUSES, STOPPED, WALLS, asked_url, cause, content_type
from crawler.families.articles import MAX_STUBS, UNKNOWN, ArticleSpider
from crawler.families.walk import Walk
from crawler.items import SHANGHAI, Article
from crawler.sites import Section

if TYPE_CHECKING:
    from crawler.extract import Document, Link, Listing

log = logging.getLogger(__name__)


class Following(NamedTuple):
    """The list page behind another."""

    url: str
    promised: bool
    """Whether the page itself speaks of it: then it must list something. A pattern goes on until nothing is there."""


def _folder(url: str) -> str:
    return url.partition("?")[0].partition("://")[2].rpartition("/")[0]


class ListingSpider(ArticleSpider):
    """Reads the list pages of `sections` and follows their links; see `ArticleSpider` for what a subclass declares."""

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        super().__init__(name, **arguments)
        self.walked: dict[tuple[str, bool], Walk] = {}
        self.waiting: list[Request] = []
        """Requests for lists that wait to see whether the site still blocks."""
        self.days: dict[str, datetime.date] = {}
        """Days of the articles read in this run, by address, where their list tells none."""

    @cached_property
    def sections_by_name(self) -> dict[str, Section]:
        """The declared lists."""
        return {section.name: section for section in self.sections}

    @cached_property
    def list_keys(self) -> frozenset[str]:
        """What the addresses of the declared lists have in common with other spellings of them."""
        return frozenset(extract.address_key(url) for one in self.sections for url in (one.url, *one.older))

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page of every section; of a site that was blocked last time, for one, to see.

        A walk through a range of days that was interrupted goes on where it stopped; as far as the range reaches to
        today, what has come since then is read as well.
        """
        self.unfinished = set(self.sections_by_name) if self.ranged else set()
        requests = [request for section in self.sections for request in self.first_requests(section)]
        self.waiting = requests[1:] if self.blocked_runs else []
        for request in requests[:1] if self.blocked_runs else requests:
            yield request

    def first_requests(self, section: Section) -> Iterator[Request]:
        """Where the walk through a section begins."""
        self.crawler.stats.set_value(f"site/listed/{section.name}", 0)
        before = self.walks.get(section.name) if self.ranged else None
        if before is None:
            yield self.list_request(section.url, section.name, 1)
            return
        if self.until is None or self.until >= datetime.datetime.now(SHANGHAI).date():
            yield self.list_request(section.url, section.name, 1, catching_up=True)
        if before.next_url is None:
            self.unfinished.discard(section.name)
        else:
            yield self.list_request(before.next_url, section.name, before.number)

    def list_request(
        self, url: str, section: str, number: int, *, catching_up: bool = False, older: int = 0, promised: bool = False
    ) -> Request:
        """Request for the number-th list page of a section; earlier pages go first, so the newest articles do."""
        return Request(
            url,
            self.parse_list,
            errback=self.list_failed,
            cb_kwargs={
                "section": section,
                "number": number,
                "catching_up": catching_up,
                "older": older,
                "promised": promised,
            },
            priority=-1000 * number,
            dont_filter=number == 1,
        )

    def parse_list(
        self, response: Response, section: str, number: int, catching_up: bool = False, older: int = 0,
        promised: bool = False,
    ) -> Iterator[Request]:  # fmt: skip
        """Follow the article links of a list page, and its paging as far as this run needs."""
        if response.status not in PAGE_STATUSES:
            why = str(response.status)
            gate = response.status in GATE_STATUSES
            yield from self.list_without_links(why, section, number, older, gate=gate, sign=f"status {why}")
            return
        document = extract.Document.read(response.body, response.url, content_type(response))
        try:
            listing = self.read_list(document)
        except NotAnArticle as why_not:
            gate = why_not.reason in WALLS
            yield from self.list_without_links(why_not.reason, section, number, older, gate=gate, sign=why_not.detail)
            return
        if target := self.sent_on(response, document, listing.links):
            yield self.behind_stub(response, target)
            return
        if not listing.links and (request := self.at_older_address(section, number, older)):
            yield request
            return
        if not listing.links and promised and not self.was_blank_before(section, number):
            yield from self.list_without_links("blank", section, number, older, gate=False)
            return
        yield from self.let_in()
        self.note_list(listing, section)
        requests, unknown = self.article_requests(listing, section, number)
        following = self.next_list(document, response, section, number)
        walk = self.walked.setdefault((section, catching_up), Walk(self.since))
        goes_on = self.goes_on(
            walk,
            listing,
            unknown,
            section,
            number,
            following,
            catching_up=catching_up,
            here=extract.address_key(response.url),
        )
        if self.ranged and not catching_up:
            found = {
                request.url: Found(section, request.meta["listed_date"])
                for request in requests
                if request.meta["unknown"]
            }
            # This page again when the walk is taken up: articles that vanish meanwhile shift the others to it.
            self.note_walk(section, asked_url(response) if section in self.unfinished else None, number, found)
            self.tell_progress(walk, section, number, len(found))
        yield from requests
        if goes_on and following:
            yield self.list_request(
                following.url, section, number + 1, catching_up=catching_up, promised=following.promised
            )

    def read_list(self, document: Document) -> Listing:
        """What a list page lists, without the site's own lists, which a menu beside it names. Raises NotAnArticle."""
        listing = extract.read_list(document, self.selectors)
        rows = listing.links[: listing.rows]
        others = [link for link in listing.links[listing.rows :] if extract.address_key(link.url) not in self.list_keys]
        return dataclasses.replace(listing, links=rows + others)

    def next_list(self, document: Document, response: Response, section: str, number: int) -> Following | None:
        """The list page behind this one, the number-th of its section."""
        declared = self.sections_by_name[section]
        # At its older address a list is of an older system.
        folders = {_folder(declared.url), _folder(declared.following)}
        pattern = declared.following if _folder(response.url) in folders else ""
        told = extract.told_pages(document, guess=not pattern)
        if told is None and pattern:
            return Following(pattern.format(n=number + 1), promised=False)
        return Following(told[0], promised=True) if told else None

    def note_list(self, listing: Listing, section: str) -> None:
        """Count a list page that was read."""
        self.list_read()
        self.count(f"site/read/{section}")
        self.count(f"site/listed/{section}", len(listing.links))
        if listing.selector:
            self.count(f"site/selected/links/{listing.selector}")

    def article_requests(self, listing: Listing, section: str, number: int) -> tuple[list[Request], int]:
        """Requests for the articles of a list page that are wanted, and how many of them the archive does not know."""
        on_record = self.on_record(listing.links, section)
        requests = []
        for position, link in enumerate(listing.links):
            if not self.may_be_wanted(link):
                continue
            request = self.article_request(link.url, section, number, link, position)
            request.meta["standing"] = standing = on_record.get(link.url, UNKNOWN)
            request.meta["retitled"] = standing.retitled(link.text)
            request.meta["unknown"] = not (standing.stored or standing.settled)
            requests.append(request)
        return requests, sum(request.meta["unknown"] for request in requests)

    def was_blank_before(self, section: str, number: int) -> bool:
        """Whether an earlier run of the same walk has met the same blank page: then the list ends there."""
        before = self.walks.get(section) if self.ranged else None
        return before is not None and before.number == number - 1

    def let_in(self) -> Iterator[Request]:
        """The sections that were waiting to see whether the site still blocks."""
        if self.blocked_runs:
            self.blocked_runs = 0
            yield from self.waiting

    def list_without_links(
        self, why: str, section: str, number: int, older: int, *, gate: bool, sign: str = ""
    ) -> Iterator[Request]:
        """Count a list page that was none, unless the list has an older address to try."""
        if not gate and (request := self.at_older_address(section, number, older)):
            yield request
            return
        if number > 1 and why in ("404", "410") and self.sections_by_name[section].following:
            self.unfinished.discard(section)  # the page that a pattern promised: the list has come to its end
            return
        self.list_missed(why, gate=gate, sign=sign)
        if not gate:
            yield from self.let_in()

    def at_older_address(self, section: str, number: int, older: int) -> Request | None:
        """The first page of a section where it was before, when it is no longer where it should be."""
        addresses = self.sections_by_name[section].older if number == 1 else ()
        if older >= len(addresses):
            return None
        self.crawler.stats.set_value(f"site/moved/{section}", addresses[older])
        return self.list_request(addresses[older], section, 1, older=older + 1)

    def sent_on(self, response: Response, document: Document, links: list[Link]) -> str | None:
        """Where a list page without a list sends its reader: a stub, with at most a link for those who are not sent."""
        if len(links) > 1 or (links and not document.walk.refresh) or response.meta.get("stubs", 0) >= MAX_STUBS:
            return None
        target = extract.joined(response.url, extract.redirect_target(document) or "")
        return target if target and target != response.url else None

    def goes_on(
        self,
        walk: Walk,
        listing: Listing,
        unknown: int,
        section: str,
        number: int,
        following: Following | None,
        *,
        catching_up: bool,
        here: str,
    ) -> bool:
        """Whether the next list page may hold something that this run wants.

        A page that repeats what the section's earlier pages listed ends the walk: some sites answer every page number.
        One that lies before the range ends it too, but not the first, which may hold nothing but pinned articles.
        """
        new = walk.fresh(listing)
        past = walk.is_past(new, self.days) and number > 1
        walk.pages.add(here)
        if not following or not new or past or extract.address_key(following.url) in walk.pages:
            self.unfinished -= set() if catching_up else {section}
            return False
        settings = self.crawler.settings
        if unknown == 0 and (catching_up or (self.caught_up and not self.ranged)):
            return False
        if len(walk.pages) >= settings.getint("BACKFILL_PAGES_MAX" if self.ranged else "LIST_PAGES_MAX"):
            if unknown or self.ranged:
                self.crawler.stats.set_value(f"site/truncated/{section}", number)
            return False
        return True

    def tell_progress(self, walk: Walk, section: str, number: int, wanted: int) -> None:
        """One line of the log for each list page of a walk through a range, and the day it has reached in the report."""
        reached = walk.reached.isoformat() if walk.reached else "no day given"
        log.info("%s: %s, list page %d, back to %s, %d to fetch", self.name, section, number, reached, wanted)
        if walk.reached:
            self.crawler.stats.set_value(f"site/reached/{section}", reached)

    def learn(self, url: str, article: Article) -> None:
        """Remember the day of an article for lists that give none."""
        super().learn(url, article)
        if self.ranged and article.date:
            self.days[url] = article.date

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """Count a list page that did not answer."""
        why = cause(failure)
        if why != STOPPED:
            given = failure.request.cb_kwargs  # type: ignore[attr-defined]
            yield from self.list_without_links(why, given["section"], given["number"], given["older"], gate=False)
