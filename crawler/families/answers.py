"""What an answer of a server is, before anything is read from it: status, headers, why a request failed."""

from __future__ import annotations

import datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.items import SHANGHAI

# Refusals of a wall, not of a missing page: 412 and 420 answered too quick readers of ccdi (2019, 2021),
# 521 is a cookie challenge, 403 a plain refusal.
GATE_STATUSES = frozenset({401, 403, 412, 420, 451, 521})
PAGE_STATUSES = frozenset({200, 203})  # 203: from a cache on the way
GONE_STATUSES = frozenset({404, 410})
# The server cannot just now; Scrapy has retried already.
PASSING_STATUSES = frozenset({408, 425, 429, *range(500, 521), *range(522, 600)})

CUT, CUT_SHORT = "cut", "cut_short"
"""Flags of a response: a page without its end, and one whose two transfers ended at different places."""

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
