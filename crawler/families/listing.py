"""The base of every spider that reads list pages and follows them to articles."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler import extract
from crawler.archive.standing import Standing
from crawler.extract.errors import NotAnArticle
from crawler.items import SHANGHAI, Article, Outlet, Page
from crawler.sites import OUTLETS, Section, Site

if TYPE_CHECKING:
    from crawler.extract import Document, Link

# Refusals of a wall, not of a missing page: 412 and 420 answered too quick readers of ccdi (2019, 2021),
# 521 is a cookie challenge, 403 a plain refusal.
GATE_STATUSES = frozenset({401, 403, 412, 420, 451, 521})
PAGE_STATUSES = frozenset({200, 203})  # 203: from a cache on the way
GONE_STATUSES = frozenset({404, 410})
# The server cannot just now; Scrapy has retried already.
PASSING_STATUSES = frozenset({408, 425, 429, *range(500, 521), *range(522, 600)})
MAX_PARTS = 30
MAX_STUBS = 2

CUT, CUT_SHORT = "cut", "cut_short"
"""Flags of a response: a page without its end, and one whose two transfers ended at different places."""

UNKNOWN = Standing()


class ArgumentError(ValueError):
    """A spider argument (-a) is unknown, missing or has no sensible value."""


class ListingSpider(Spider):
    """Reads the list pages of `sections`, follows their article links, hands each page to `crawler.extract`.

    A subclass declares `name`, `allowed_domains`, `site`, `sections` and, where it helps, CSS `selectors` by field
    (title, info, date, source, body …); the site-independent rules stand behind each of them.

    Arguments (-a): since, until (YYYY-MM-DD): walk the paging back through that range.
    """

    site: Site
    allowed_domains: Sequence[str] = ()
    sections: tuple[Section, ...] = ()
    selectors: ClassVar[Mapping[str, str]] = {}
    arguments: ClassVar[tuple[str, ...]] = ("since", "until")

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        self.check_arguments(arguments)
        super().__init__(name)
        self.since = _day("since", arguments.get("since"))
        self.until = _day("until", arguments.get("until"))
        self.gates_in_a_row = 0
        self.seen: dict[str, set[str]] = {}

    @property
    def run_key(self) -> str:
        """What this run's history is kept under: the spider's name, and for `site` the list's address too."""
        return self.name

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str]) -> None:
        """Raises ArgumentError, in one line, for what `scrapy crawl -a` cannot take."""
        for given in arguments:
            if given not in cls.arguments:
                known = ", ".join(cls.arguments) or "none"
                raise ArgumentError(f"{cls.name}: unknown argument -a {given}=; it takes: {known}")
        since, until = (_day(one, arguments.get(one)) for one in ("since", "until"))
        if since and until and since > until:
            raise ArgumentError(f"{cls.name}: since={since} lies after until={until}")

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Turn what the site declares about TLS into settings of this spider; the command line wins."""
        super().update_settings(settings)
        if cls.site.tls_legacy:
            settings.set("TLS_LEGACY", True, priority="spider")
        if not cls.site.verify_certificates:
            settings.set("DOWNLOAD_VERIFY_CERTIFICATES", False, priority="spider")

    # -- list pages --------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the first page of every section; of a site that was blocked last time, for one, to see."""
        for number, section in enumerate(self.sections):
            self.crawler.stats.set_value(f"site/listed/{section.name}", 0)
            if number == 0 or not self.blocked_runs:
                yield self.list_request(section.url, section.name, 1)

    def list_request(self, url: str, section: str, number: int) -> Request:
        """Request for the number-th list page of a section; earlier pages go first, so the newest articles do."""
        return Request(
            url,
            self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"section": section, "number": number},
            priority=-1000 * number,
            dont_filter=number == 1,
        )

    def parse_list(self, response: Response, section: str, number: int) -> Iterator[Request]:
        """Follow the article links of a list page, and its paging as far as this run needs."""
        if response.status not in PAGE_STATUSES:
            yield from self.list_without_links(str(response.status), gate=response.status in GATE_STATUSES)
            return
        document = extract.Document.read(response.body, response.url, content_type(response))
        try:
            links = extract.links_of(document)
        except NotAnArticle as why:
            yield from self.list_without_links(why.reason, gate=why.reason in WALLS)
            return
        if target := self.sent_on(response, document, links):
            yield self.behind_stub(response, target)
            return
        yield from self.let_in()
        self.count("site/lists_read")
        self.count(f"site/read/{section}")
        self.count(f"site/listed/{section}", len(links))
        on_record = self.on_record(links, section)
        unknown = 0
        for position, link in enumerate(links):
            if not self.in_range(link.date):
                continue
            request = self.article_request(link.url, section, number, link, position)
            request.meta["standing"] = standing = on_record.get(link.url, UNKNOWN)
            request.meta["retitled"] = standing.retitled(link.text)
            unknown += not (standing.stored or standing.settled)
            yield request
        following = extract.next_pages_of(document)[:1]
        if following and self.goes_on(links, unknown, section, number):
            yield self.list_request(following[0], section, number + 1)

    def let_in(self) -> Iterator[Request]:
        """The sections that were waiting to see whether the site still blocks."""
        if self.blocked_runs:
            self.blocked_runs = 0
            for section in self.sections[1:]:
                yield self.list_request(section.url, section.name, 1)

    def list_without_links(self, why: str, *, gate: bool) -> Iterator[Request]:
        """Count a list page that was none. Raises CloseSpider when the site blocked the last run and still does."""
        self.count("site/lists_gated" if gate else "site/lists_failed")
        self.count(f"site/list_cause/{why}")
        if gate:
            self.crawler.signals.send_catch_log(gate_met, spider=self)
            if self.blocked_runs:
                raise CloseSpider("still_blocked")
        else:
            yield from self.let_in()

    def sent_on(self, response: Response, document: Document, links: list[Link]) -> str | None:
        """Where a list page without a list sends its reader: a stub, with at most a link for those who are not sent."""
        if len(links) > 1 or (links and not document.walk.refresh) or response.meta.get("stubs", 0) >= MAX_STUBS:
            return None
        target = extract.joined(response.url, extract.redirect_target(document) or "")
        return target if target and target != response.url else None

    def article_request(
        self, url: str, section: str | None, number: int, link: Link | None = None, position: int = 0
    ) -> Request:
        """Request for an article: of list page `number` at `position`, newest first; negative numbers go last."""
        return Request(
            url,
            self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"section": section},
            meta={"article": True, "listed_date": link.date if link else None, "announced": link.text if link else ""},
            # `KnownPagesMiddleware` and `ArticleRedirectMiddleware` ask once for each; Scrapy's filter drops uncounted.
            dont_filter=True,
            priority=(500 - min(position, 400) - 1000 * number) if number > 0 else -1_000_000_000 * -number,
        )

    def on_record(self, links: list[Link], section: str) -> dict[str, Standing]:
        """How the links of a list page stand in the archive, by address; `KnownPagesMiddleware` knows."""
        return {}

    def goes_on(self, links: list[Link], unknown: int, section: str, number: int) -> bool:
        """Whether the next list page may hold something that this run wants.

        A page that repeats what the section's earlier pages listed ends the walk: some sites answer every page number.
        """
        seen = self.seen.setdefault(section, set())
        fresh = {link.url for link in links} - seen
        seen |= fresh
        settings = self.crawler.settings
        if not fresh:
            return False
        if self.since or self.until:
            days = [link.date for link in links if link.date]
            in_reach = not (self.since and days) or max(days) >= self.since
            return in_reach and number < settings.getint("BACKFILL_PAGES_MAX")
        if unknown == 0 and self.caught_up:
            return False
        if number >= settings.getint("LIST_PAGES_MAX"):
            if unknown:
                self.crawler.stats.set_value(f"site/truncated/{section}", number)
            return False
        return True

    def in_range(self, day: datetime.date | None) -> bool:
        """Whether a day lies within since and until; an unknown day may."""
        return day is None or ((not self.since or day >= self.since) and (not self.until or day <= self.until))

    blocked_runs = 0
    """How many runs before this one ended as `blocked`; set by `KnownPagesMiddleware`."""
    caught_up = False
    """Whether the last run came to its end and left nothing behind; set by `KnownPagesMiddleware`."""

    # -- articles ----------------------------------------------------------------------------------------------

    def parse_article(self, response: Response, section: str | None = None) -> Iterator[Article | Request]:
        """One article, or a counted reason why the answer is none."""
        if response.status == 304:
            self.count("site/not_modified")
            return
        self.count("site/fetched")
        if response.status in PASSING_STATUSES:
            self.leave(asked_url(response), section, f"http_{response.status}")
            return
        try:
            article = self.article(response, section)
        except NotAnArticle as why:
            target = extract.joined(response.url, why.target) if why.target else ""
            if target and response.meta.get("stubs", 0) < MAX_STUBS:
                yield self.behind_stub(response, target)
            else:
                self.reject(response, why.reason, section)
            return
        self.gates_in_a_row = 0
        if CUT in response.flags:
            article.warnings.append("page_truncated")
            if CUT_SHORT in response.flags:
                self.leave(asked_url(response), section, CUT_SHORT)
        if not self.in_range(article.date):
            self.count("site/rejected/out_of_range")
            return
        yield from self.with_next_part(article, 1)

    def article(self, response: Response, section: str | None) -> Article:
        """Turn an answer into an article; raises NotAnArticle."""
        if response.status in GATE_STATUSES:
            raise NotAnArticle("gate")
        if response.status not in PAGE_STATUSES:
            raise NotAnArticle("gone" if response.status in GONE_STATUSES else "error", str(response.status))
        article = extract.extract_article(response.body, response.url, content_type(response), selectors=self.selectors)
        if article.date is None and (listed := response.meta.get("listed_date")):
            date_from_list(article, listed)
        article.section = article.section or section or None
        article.site, article.spider = self.site.name, self.name
        article.http_status = response.status
        article.outlet = outlet_of(article.source, self.site, self.name)
        article.page = Page(
            asked_url=asked_url(response),
            announced=response.meta.get("announced", ""),
            body=response.body,
            content_type=content_type(response),
            served=served_on(response),
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
        )
        return article

    def behind_stub(self, response: Response, target: str) -> Request:
        """Request for the page that a stub sends its reader to, remembered under the address first asked for."""
        meta = {**response.meta, "stubs": response.meta.get("stubs", 0) + 1}
        meta.pop("standing", None)
        meta["redirect_urls"] = [*response.meta.get("redirect_urls", []), response.url]
        assert response.request is not None
        return response.request.replace(url=target, meta=meta, dont_filter=True)

    def with_next_part(self, article: Article, parts: int) -> Iterator[Article | Request]:
        """Give the article, or ask for its following part first."""
        following = article.next_page
        if following is None or parts >= MAX_PARTS:
            yield article
            return
        article.next_page = None
        yield Request(
            following,
            self.parse_part,
            errback=self.part_failed,
            cb_kwargs={"article": article, "parts": parts + 1},
            priority=100,
        )

    def parse_part(self, response: Response, article: Article, parts: int) -> Iterator[Article | Request]:
        """Append a following page of an article in several parts."""
        try:
            if response.status not in PAGE_STATUSES:
                raise NotAnArticle("error", f"http_{response.status}")
            part = extract.extract_article(
                response.body, response.url, content_type(response), selectors=self.selectors
            )
        except NotAnArticle as why:
            yield self.without_rest(article, why.detail or why.reason)
            return
        article.body = f"{article.body}\n{part.body}"
        article.next_page = part.next_page
        yield from self.with_next_part(article, parts)

    # -- counting ----------------------------------------------------------------------------------------------

    def count(self, name: str, by: int = 1) -> None:
        """Add to a counter of the run report."""
        self.crawler.stats.inc_value(name, by)

    def reject(self, response: Response, reason: str, section: str | None) -> None:
        """Count an answer that holds no article; too many gates in a row end the crawl of the site."""
        self.count(f"site/rejected/{reason}")
        url = asked_url(response)
        self.crawler.signals.send_catch_log(article_rejected, url=url, reason=reason, spider=self)
        if reason in WALLS:
            self.crawler.signals.send_catch_log(article_left, url=url, section=section, why=reason, spider=self)
        if reason != "gate":
            return
        self.crawler.signals.send_catch_log(gate_met, spider=self)
        self.gates_in_a_row += 1
        if self.gates_in_a_row >= self.crawler.settings.getint("GATES_IN_A_ROW"):
            raise CloseSpider("blocked")

    def leave(self, url: str, section: str | None, why: str) -> None:
        """Count an article that did not answer as it should, and leave it for the next run."""
        self.count(f"site/articles_failed/{why}")
        self.crawler.signals.send_catch_log(article_left, url=url, section=section, why=why, spider=self)

    def allows(self, url: str) -> bool:
        """Whether an address lies on the site."""
        host = urlsplit(url).hostname or ""
        return any(host == domain or host.endswith(f".{domain}") for domain in self.allowed_domains)

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """Count a list page that did not answer."""
        why = cause(failure)
        if why != STOPPED:
            yield from self.list_without_links(why, gate=False)

    def article_failed(self, failure: Failure) -> None:
        """An article that did not answer, or that must not be asked for."""
        why = cause(failure)
        if why in NOT_ASKED:
            self.count(f"site/not_asked/{why}")
            return
        if why == STOPPED:
            return  # the run says that it was interrupted, and the next one finds the address again
        request: Request = failure.request  # type: ignore[attr-defined]
        url = (request.meta.get("redirect_urls") or [request.url])[0]
        self.leave(url, request.cb_kwargs.get("section"), why)

    def part_failed(self, failure: Failure) -> Iterator[Article]:
        """Store what there is when a following part does not answer."""
        article = failure.request.cb_kwargs["article"]  # type: ignore[attr-defined]
        yield self.without_rest(article, cause(failure))

    def without_rest(self, article: Article, why: str) -> Article:
        """An article whose following part is missing; the next run asks for the whole again, unconditionally."""
        article.warnings.append("parts_missing")
        if article.page is not None:
            article.page.etag = article.page.last_modified = None
            self.leave(article.page.asked_url, article.section, why)
        return article


STOPPED = "stopped"
# What stands before an article for a while only.
WALLS = frozenset({"gate", "login"})
# What the middlewares say when they refuse a request, and what the run report calls it.
_SIGNS = {
    "robots_5xx": "robots_5xx",
    "robots_unreachable": "robots_unreachable",
    "Forbidden by robots.txt": "robots_forbidden",
    "Filtered offsite": "offsite",
    "reach_": "out_of_reach",
    "max redirections": "redirects",
    "another article was sent there": "redirects",
    "larger than download max size": "too_large",
    "exceeded DOWNLOAD_MAXSIZE": "too_large",
    "stopping": STOPPED,
    # TlsRefused (middlewares/tls.py) names its cause itself.
    **{
        name: name
        for name in (
            "tls_too_old",
            "tls_handshake",
            "certificate_expired",
            "certificate_not_yet_valid",
            "certificate_self_signed",
            "certificate_unknown_issuer",
            "certificate_wrong_host",
            "certificate_refused",
        )
    },
}
NOT_ASKED = frozenset({"robots_forbidden", "offsite", "out_of_reach"})

gate_met = object()
"""Signal: an answer was a gate; sent with spider."""
article_rejected = object()
"""Signal: an answer held no article; sent with url, reason, spider."""
article_left = object()
"""Signal: an address did not answer as it should and is to be asked for again; sent with url, section, why, spider."""


def content_type(response: Response) -> str | None:
    """The Content-Type header."""
    return header(response, "Content-Type")


def header(response: Response, name: str) -> str | None:
    """A header as text, None when it is missing."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def served_on(response: Response) -> datetime.date | None:
    """The day in Asia/Shanghai by the answer's Date header."""
    try:
        served = parsedate_to_datetime(header(response, "Date") or "")
        return served.astimezone(SHANGHAI).date()
    except (ValueError, OverflowError):
        return None


def asked_url(response: Response) -> str:
    """The address that was asked for before redirects."""
    urls = response.meta.get("redirect_urls") or [response.url]
    return str(urls[0])


def cause(failure: Failure) -> str:
    """Short name of why a request failed, as the run report counts it."""
    message = failure.getErrorMessage()
    for sign, name in _SIGNS.items():
        if sign in message:
            return name
    return failure.type.__name__ if failure.type else "unknown"


def date_from_list(article: Article, day: datetime.date) -> None:
    """Take the day that the site's own list prints beside the link, for a page that prints none."""
    article.date, article.date_raw = day, article.date_raw or day.isoformat()
    article.warnings = [one for one in article.warnings if one != "date_missing"] + ["date_from_list"]
    origin = article.story.is_based_on if article.story else None
    if origin is not None:
        origin.date_raw = extract.with_year(origin.date_raw, day)


def outlet_of(source: str | None, site: Site, spider: str) -> Outlet | None:
    """Who published the article: the known outlet the page names as its source, else the site when it names none."""
    if source is None or source == site.name:
        return Outlet(id=spider, name=site.name, level=site.level, kind=site.kind)
    known = OUTLETS.get(source)
    return Outlet(id=known.id, name=known.name, level=known.level, kind=known.kind) if known else Outlet(name=source)


def _day(name: str, text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ArgumentError(f"-a {name}={text}: not a day; write it as {name}=2018-08-31") from None
