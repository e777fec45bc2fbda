"""The base of every newspaper: days, the pages of a day, the articles of a page.

A day is to a paper what a list page is to a site. It is noted in the archive once all its pages were read, together with
the articles they list, so that a run asks for it no more, and one that was interrupted goes on with the next.
"""

from __future__ import annotations

import datetime
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive.standing import Found
from crawler.extract.errors import NotAnArticle
from crawler.families.answers import GATE_STATUSES, GONE_STATUSES, PAGE_STATUSES, STOPPED, WALLS, asked_url, cause
from crawler.families.articles import UNKNOWN, ArticleSpider
from crawler.items import SHANGHAI, Article, Print

if TYPE_CHECKING:
    from crawler.extract import Link, PaperPage

log = logging.getLogger(__name__)
Read = TypeVar("Read")

# So many of the newest days are read again by every run: a paper goes online page by page in the course of its morning.
STILL_GROWING = 2


@dataclass(frozen=True)
class Edition(ABC):
    """One form in which a paper is or was online: where its days, pages and articles are, and how answers are read.

    The readers take an answer of status 200 and raise NotAnArticle when it is none.
    """

    base: str
    """Address below which everything lies, without a slash at its end."""
    first: datetime.date = datetime.date.min
    """First day in this form."""
    last: datetime.date = datetime.date.max
    """Last day in this form."""

    def covers(self, day: datetime.date) -> bool:
        """Whether the paper of a day is to be had in this form."""
        return self.first <= day <= self.last

    def owns(self, url: str) -> bool:
        """Whether an address of an article is of this form."""
        return url.startswith(f"{self.base}/")

    def month_request(self, month: datetime.date) -> Request | None:
        """Request for the calendar of a month (its first day is given); None where there is none."""
        return None

    def read_days(self, response: Response) -> list[datetime.date]:
        """The days of the month on which the paper appeared."""
        return []

    @abstractmethod
    def day_request(self, day: datetime.date) -> Request:
        """Request for the table of a day's pages."""

    @abstractmethod
    def read_pages(self, response: Response, day: datetime.date) -> list[PaperPage]:
        """The pages of a day."""

    @abstractmethod
    def page_request(self, page: PaperPage) -> Request:
        """Request for the articles of a page."""

    @abstractmethod
    def read_links(self, response: Response) -> list[Link]:
        """The articles of a page, under their addresses for people."""

    def article_request(self, url: str) -> Request:
        """How the article with this address for people is really asked for."""
        return Request(url)

    def knows(self, response: Response) -> bool:
        """Whether an answer to the request for an article has the form that is expected of it."""
        return True

    def ask_otherwise(self, request: Request) -> Request | None:
        """The same article asked for in the other way that the product is known to take; None when there is none."""
        return None

    @abstractmethod
    def read_article(self, response: Response, url: str) -> Article:
        """The article of an answer; ``url`` is its address for people."""


@dataclass
class Day:
    """One day's paper while it is being read."""

    date: datetime.date
    waiting: set[str] = field(default_factory=set)
    """Numbers of the pages that have not been read yet."""
    found: dict[str, Found] = field(default_factory=dict)
    """Articles that are to be asked for."""
    articles: int = 0
    whole: bool = True
    """False once one of its pages was not read."""


class DailySpider(ArticleSpider):
    """Reads a newspaper by days, the newest first; `sections` holds one, the paper itself.

    A subclass declares `editions`, the forms it is or was online in, the newest first. Without since and until a run
    reads the days of this month and the last that no earlier run read whole, at most LIST_PAGES_MAX of them.
    """

    editions: ClassVar[Sequence[Edition]] = ()

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        super().__init__(name, **arguments)
        self.months: list[datetime.date] = []
        """Months whose days have not been looked at yet, the newest first."""
        self.untold: set[datetime.date] = set()
        """Months without a calendar, or whose calendar gave no answer: each of their days is tried."""
        self.growing: list[datetime.date] = []
        """The newest days of all, to which pages may still be added."""
        self.days_asked = 0
        self.answers: set[Edition] = set()
        """Editions of which an article has come: how they are asked is right."""
        self.asked_otherwise: set[Edition] = set()
        """Editions that answer only the other way of asking for an article."""

    @property
    def section(self) -> str:
        """Name of the one section."""
        return self.sections[0].name

    # -- days ----------------------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Any]:
        """Begin with the newest month: its calendar, its days, then the month before it."""
        self.months = _months(*self.span())
        self.unfinished = {self.section} if self.ranged else set()
        for request in self.next_month():
            yield request

    def span(self) -> tuple[datetime.date, datetime.date]:
        """First and last day in question, both included."""
        today = datetime.datetime.now(SHANGHAI).date()
        last = min(self.until or today, today)
        month_before = (last.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
        first = self.since or (min(e.first for e in self.editions) if self.until else month_before)
        return max(first, min(e.first for e in self.editions)), last

    def list_request(self, request: Request, callback: Callable[..., Any], **given: Any) -> Request:
        """A request for a calendar, a day or a page."""
        return request.replace(callback=callback, errback=self.list_failed, cb_kwargs=given, dont_filter=True)

    def next_month(self) -> Iterator[Request]:
        """The calendar of the next month, or its days where there is none; at the end say what the run has walked through."""
        while self.months:
            month = self.months.pop(0)
            for edition in self.editions:
                if _overlap(edition, month) and (request := edition.month_request(month)):
                    request = request.replace(priority=-1000 * self.days_asked - 1)
                    yield self.list_request(request, self.parse_month, edition=edition, month=month)
                    return
            self.untold.add(month)
            if not (yield from self.day_requests(_days_of(month))):
                return
        self.unfinished.discard(self.section)
        if not self.days_asked and not self.ranged:
            # The calendars answered and name no day: a list without links.
            self.crawler.stats.set_value(f"site/listed/{self.section}", 0)
            self.list_read()
            self.count(f"site/read/{self.section}")

    def parse_month(self, response: Response, edition: Edition, month: datetime.date) -> Iterator[Request]:
        """Ask for the days of a month, and then for the month before it."""
        try:
            days = _checked(response, edition.read_days)
        except NotAnArticle as why:
            if why.reason in WALLS:
                self.list_refused(why)
            else:
                yield from self.without_calendar(month, why.detail or why.reason)
            return
        self.blocked_runs = 0
        # Some calendars give all days, whatever month is asked for.
        if (yield from self.day_requests([day for day in days if day.replace(day=1) == month])):
            yield from self.next_month()

    def without_calendar(self, month: datetime.date, why: str) -> Iterator[Request]:
        """Try every day of a month: one without a paper says so itself. The calendar is the least certain of the requests."""
        self.count(f"site/list_cause/calendar {why}")
        self.untold.add(month)
        if (yield from self.day_requests(_days_of(month))):
            yield from self.next_month()

    def day_requests(self, days: Sequence[datetime.date]) -> Generator[Request, None, bool]:
        """Requests for those of a month's days that this run wants, the newest first. False when it has asked for enough."""
        most = self.crawler.settings.getint("BACKFILL_PAGES_MAX" if self.ranged else "LIST_PAGES_MAX")
        for day in self.wanted(days):
            if self.days_asked >= most:
                self.crawler.stats.set_value(f"site/truncated/{self.section}", most)
                return False
            self.days_asked += 1
            self.crawler.stats.inc_value(f"site/listed/{self.section}", 0)
            if self.ranged:
                self.unfinished.add(day.isoformat())
            edition = next(one for one in self.editions if one.covers(day))
            request = edition.day_request(day).replace(priority=-1000 * self.days_asked)
            yield self.list_request(request, self.parse_day, edition=edition, day=Day(day), number=self.days_asked)
        return True

    def wanted(self, days: Sequence[datetime.date]) -> list[datetime.date]:
        """The days within the range that no earlier run has read whole, and the newest ones of all, the newest first."""
        first, last = self.span()
        inside = [day for day in days if first <= day <= last and any(one.covers(day) for one in self.editions)]
        inside.sort(reverse=True)
        if not self.until or self.until >= datetime.datetime.now(SHANGHAI).date():
            self.growing += inside[: STILL_GROWING - len(self.growing)]
        return [day for day in inside if day.isoformat() not in self.walks or day in self.growing]

    # -- pages of a day ------------------------------------------------------------------------------------------------

    def parse_day(self, response: Response, edition: Edition, day: Day, number: int) -> Iterator[Request]:
        """Ask for the pages of a day."""
        tried = day.date.replace(day=1) in self.untold
        try:
            # Only where every day has an address of its own does its absence say that there was no paper.
            gone = response.status in GONE_STATUSES and edition.month_request(day.date.replace(day=1)) is None
            pages = [] if gone else _checked(response, lambda answer: edition.read_pages(answer, day.date))
            if not pages and not tried and day.date in self.growing:
                raise NotAnArticle("empty_body", "day_without_pages")
        except NotAnArticle as why:
            self.list_refused(why)
            return
        if not pages:
            # No paper on this day. A run that finds none on any day has read a list of nothing.
            self.list_read()
            self.count(f"site/read/{self.section}")
            self.end_day(day)
            return
        day.waiting = {page.number for page in pages}
        for place, page in enumerate(pages):
            if page.url == response.url:
                yield from self.parse_page(response, edition, day, number, page)
                continue
            request = edition.page_request(page).replace(priority=-1000 * number + 900 - min(place, 80))
            yield self.list_request(request, self.parse_page, edition=edition, day=day, number=number, page=page)

    def parse_page(
        self, response: Response, edition: Edition, day: Day, number: int, page: PaperPage
    ) -> Iterator[Request]:
        """Ask for the articles of a page; with the last page of a day note it as read."""
        try:
            links = _checked(response, edition.read_links)
        except NotAnArticle as why:
            self.page_missed(day, page)
            self.list_refused(why)
            return
        self.list_read()
        self.count(f"site/read/{self.section}")
        self.count(f"site/listed/{self.section}", len(links))
        on_record = self.on_record(links, self.section)
        requests = []
        for position, link in enumerate(links):
            request = self.article_request(link.url, self.section, number, link, position)
            standing = on_record.get(link.url, UNKNOWN)
            request.meta["standing"], request.meta["listed_date"] = standing, day.date
            request.meta["retitled"] = standing.retitled(link.text)
            request.meta["page"] = page
            if not (standing.stored or standing.settled):
                day.found[link.url] = Found(self.section, day.date)
            requests.append(request)
        day.articles += len(links)
        day.waiting.discard(page.number)
        if not day.waiting:
            self.end_day(day)
        yield from requests

    def page_missed(self, day: Day, page: PaperPage) -> None:
        """Leave the day of a page that was not read open, for the next run."""
        day.whole = False
        day.waiting.discard(page.number)
        if not day.waiting:
            self.end_day(day)

    def end_day(self, day: Day) -> None:
        """Note a day that was read whole, with the articles it has for this run."""
        name = day.date.isoformat()
        log.info("%s: paper of %s, %d articles, %d to fetch", self.name, name, day.articles, len(day.found))
        if not day.whole:
            return
        self.note_walk(name, None, 0, day.found)
        if self.ranged:
            self.unfinished.discard(name)
            self.crawler.stats.set_value(f"site/reached/{self.section}", name)

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """Count a calendar, a day or a page that did not answer."""
        why = cause(failure)
        if why == STOPPED:
            return
        given = failure.request.cb_kwargs  # type: ignore[attr-defined]
        if "month" in given:
            yield from self.without_calendar(given["month"], why)
            return
        if "page" in given:
            self.page_missed(given["day"], given["page"])
        self.list_missed(why, gate=False)

    # -- articles ------------------------------------------------------------------------------------------------------

    def article_request(
        self, url: str, section: str | None, number: int, link: Link | None = None, position: int = 0
    ) -> Request:
        """As in the base, with what is really asked for behind the address for people."""
        request = super().article_request(url, section, number, link, position)
        edition = self.edition_of(url)
        if edition is not None and (there := edition.article_request(url)).url != url:
            request = request.replace(url=there.url, headers=there.headers)
            request.meta["redirect_urls"] = [url]
            if edition in self.asked_otherwise:
                return edition.ask_otherwise(request) or request
        return request

    def parse_article(self, response: Response, section: str | None = None) -> Iterator[Article | Request]:
        """As in the base; an answer that its edition does not know is asked for in the other way first, where there is one."""
        request, edition = response.request, self.edition_of(asked_url(response))
        assert request is not None
        if edition is not None and self.in_doubt(edition, request):
            if edition.knows(response):
                self.answers.add(edition)
                if request.method != "GET":
                    self.asked_otherwise.add(edition)
            elif again := edition.ask_otherwise(request):
                again.meta["again"] = True
                yield again
                return
        yield from super().parse_article(response, section)

    def in_doubt(self, edition: Edition, request: Request) -> bool:
        """Whether this way of asking for an article has not worked yet, or is known not to."""
        return edition not in self.answers or (edition in self.asked_otherwise and request.method == "GET")

    def reject(self, response: Response, reason: str, section: str | None, sign: str = "") -> None:
        """As in the base; an error is asked for again by the next run, since no list will show the article again."""
        if reason == "error":
            self.leave(asked_url(response), section, "malformed" if response.status in PAGE_STATUSES else "error")
        else:
            super().reject(response, reason, section, sign)

    def edition_of(self, url: str) -> Edition | None:
        """The form of the paper that an address of an article belongs to."""
        return next((one for one in self.editions if one.owns(url)), None)

    def read(self, response: Response) -> Article:
        """The article as its edition reads it, under its address for people."""
        url = (response.meta.get("redirect_urls") or [response.url])[0]
        edition = self.edition_of(url)
        article = edition.read_article(response, url) if edition else super().read(response)
        page = response.meta.get("page")
        if article.print is None and page is not None:
            article.print = Print(page=page.number, section=page.name or None)
        return article


def _checked(response: Response, reader: Callable[[Response], Read]) -> Read:
    """What a reader makes of an answer of status 200; raises NotAnArticle for all others."""
    if response.status in GATE_STATUSES:
        raise NotAnArticle("gate", f"status {response.status}")
    if response.status not in PAGE_STATUSES:
        raise NotAnArticle("error", str(response.status))
    return reader(response)


def _months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """First days of the months from one day to another, the newest first."""
    found, month = [], last.replace(day=1)
    while month >= first.replace(day=1):
        found.append(month)
        if month == datetime.date.min:
            break
        month = (month - datetime.timedelta(days=1)).replace(day=1)
    return found


def _days_of(month: datetime.date) -> list[datetime.date]:
    days = (month + datetime.timedelta(days=n) for n in range(31))
    return [day for day in days if day.month == month.month]


def _overlap(edition: Edition, month: datetime.date) -> bool:
    """Whether any day of a month may be of an edition."""
    return edition.first <= _days_of(month)[-1] and month <= edition.last
