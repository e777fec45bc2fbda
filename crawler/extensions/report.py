"""The run report: its fields, and how they are read off a crawl's counters."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from typing import Annotated, Any

import scrapy
from scrapy import Spider
from scrapy.crawler import Crawler
from typing_extensions import TypedDict  # pydantic takes that of typing from Python 3.12 on

import crawler as project
from crawler.pipelines.validate import COUNTED

ADDRESSES_KEPT = 50
"""How many addresses a report names for one reason."""

Count = int
Counts = dict[str, int]
Texts = dict[str, str]


class Lists(TypedDict):
    """What became of the list pages."""

    read: Annotated[Count, "pages that listed something or could have"]
    gated: Annotated[Count, "pages that were a gate"]
    failed: Annotated[Count, "pages that did not answer, or answered with an error"]
    causes: Annotated[Counts, "why, by status, reason or exception"]


class RunReport(TypedDict):
    """One run of one site, as it lies in `DATA_DIR/runs/` and in the archive."""

    spider: Annotated[str, "name of the spider"]
    run_key: Annotated[str, "what the run's history is kept under: the spider, and for `site` the list's address too"]
    site: Annotated[str, "name of the site"]
    verdict: Annotated[str, "see docs/operations.md"]
    cause: Annotated[str, "why, in one line; empty when ok"]
    exit: Annotated[int, "what this site adds to the exit code: 0, 1, or 3 when the storage failed"]
    warnings: Annotated[list[str], "what a person should know of a run all the same"]
    complete: Annotated[bool, "the lists were read to the end: the next run may stop at the first known page"]
    ranged: Annotated[bool, "a walk through since/until"]
    started_at: Annotated[str, "ISO 8601, UTC"]
    finished_at: Annotated[str | None, "null while it runs, and for ever when it was killed"]
    duration: Annotated[float, "seconds"]
    finish_reason: Annotated[str, "Scrapy's"]
    newest: Annotated[str | None, "publication day of the site's newest article in the archive"]
    listed: Annotated[Counts, "links found, by section"]
    read: Annotated[Counts, "list pages read, by section"]
    truncated: Annotated[list[str], "sections whose older list pages were left at LIST_PAGES_MAX"]
    moved: Annotated[Texts, "sections read where they were before, with that address"]
    reached: Annotated[Texts, "how far back a walk through since/until has come, by section"]
    unfinished: Annotated[
        list[str], "lists whose walk through since/until has not come to its end; the same command goes on"
    ]
    selected: Annotated[
        dict[str, Counts], "which of the site's selectors found each field, or `rules`: the extractor behind them"
    ]
    session_cookie: Annotated[bool, "the operator's session cookie was sent (SESSION_COOKIE_<SPIDER>)"]
    list_errors: Annotated[Count, "list pages that made this program fail"]
    lists: Annotated[Lists, "what became of the list pages"]
    fetched: Annotated[Count, "answers to requests for articles, 304 not among them"]
    not_modified: Annotated[Count, "answers that said 304"]
    extracted: Annotated[Count, "articles read from the answers, those of another address not among them"]
    stored: Annotated[Counts, "new, changed (a revision), unchanged, copy (an address more)"]
    updated: Annotated[Count, "revisions stored and articles marked as withdrawn"]
    flagged: Annotated[Count, "stored articles that name a watched place"]
    rejected: Annotated[Counts, "answers that hold no article, by reason"]
    gates: Annotated[Counts, "walls met, by the sign that told: a word of the page, or its status"]
    articles_failed: Annotated[Counts, "articles left for the next run, by reason"]
    not_asked: Annotated[Counts, "links that must not be asked for, by reason"]
    addresses: Annotated[dict[str, list[str]], f"at most {ADDRESSES_KEPT} addresses for each reason of the two"]
    known: Annotated[Counts, "what the archive answered instead of the site, and what was asked again"]
    fill: Annotated[dict[str, float], "share of the extracted articles that have the field"]
    storage_failures: Annotated[Count, "writes that failed"]
    errors: Annotated[Count, "lines of the log at ERROR"]
    requests: Annotated[Count, "requests sent, robots.txt and retries among them"]
    retries: Annotated[Count, "requests sent again"]
    bytes: Annotated[Count, "bytes of the answers as they came"]
    reach_refused: Annotated[Counts, "requests for addresses outside this program's reach, by reason"]
    tls_legacy: Annotated[bool, "old protocols and ciphers were let in"]
    certificates_verified: Annotated[bool, "https servers had to prove who they are"]
    versions: Annotated[dict[str, str], "of program, Scrapy and Python"]


def report_of(crawler: Crawler, spider: Spider, reason: str) -> dict[str, Any]:
    """The counts of a run, from Scrapy's stats, under the names of the report; verdict and times come from elsewhere."""
    stats = crawler.stats.get_stats()

    def under(prefix: str) -> dict[str, Any]:
        return {name.removeprefix(prefix): value for name, value in sorted(stats.items()) if name.startswith(prefix)}

    site = getattr(spider, "site", None)
    offsite = stats.get("offsite/filtered", 0)  # dropped by Scrapy before our callbacks see them
    stored, known = under("archive/"), under("known/")
    return {
        "spider": spider.name,
        "run_key": getattr(spider, "run_key", spider.name),
        "site": site.name if site else spider.name,
        "ranged": bool(getattr(spider, "since", None) or getattr(spider, "until", None)),
        "finish_reason": reason,
        "listed": under("site/listed/"),
        "read": under("site/read/"),
        "truncated": sorted(under("site/truncated/")),
        "moved": under("site/moved/"),
        "reached": under("site/reached/"),
        "unfinished": sorted(getattr(spider, "unfinished", ())),
        "selected": _selected(under("site/selected/")),
        "session_cookie": bool(stats.get("session/cookie_sent")),
        "list_errors": stats.get("site/list_errors", 0),
        "lists": {
            "read": stats.get("site/lists_read", 0),
            "gated": stats.get("site/lists_gated", 0),
            "failed": stats.get("site/lists_failed", 0),
            "causes": under("site/list_cause/"),
        },
        "fetched": stats.get("site/fetched", 0),
        "not_modified": stats.get("site/not_modified", 0),
        "stored": stored,
        "updated": stored.get("changed", 0) + known.get("withdrawn", 0),
        "flagged": stats.get("item/flagged", 0),
        "rejected": under("site/rejected/"),
        "gates": under("site/gate/"),
        "articles_failed": under("site/articles_failed/"),
        "not_asked": under("site/not_asked/") | ({"offsite": offsite} if offsite else {}),
        "known": known,
        **_filled(stats),
        "storage_failures": stats.get("storage/failed", 0),
        "errors": stats.get("log_count/ERROR", 0),
        "requests": stats.get("downloader/request_count", 0),
        "retries": stats.get("retry/count", 0),
        "bytes": stats.get("downloader/response_bytes", 0),
        "reach_refused": under("reach/refused/"),
        "tls_legacy": crawler.settings.getbool("TLS_LEGACY"),
        "certificates_verified": crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"),
        "versions": {"program": project.__version__, "scrapy": scrapy.__version__, "python": platform.python_version()},
    }


def _selected(counts: Mapping[str, int]) -> dict[str, Counts]:
    by_field: dict[str, Counts] = {}
    for name, count in counts.items():
        field, _, selector = name.partition("/")
        by_field.setdefault(field, {})[selector] = count
    return by_field


def in_order(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report with its fields in the order of `RunReport`: the verdict before the counts."""
    return {name: report[name] for name in RunReport.__annotations__ if name in report}


def _filled(stats: Mapping[str, Any]) -> dict[str, Any]:
    filled = {name: stats.get(f"item/filled/{name}", 0) for name in COUNTED}
    totals = {name: count + stats.get(f"item/missing/{name}", 0) for name, count in filled.items()}
    fill = {name: round(filled[name] / total, 3) for name, total in totals.items() if total}
    others = stats.get("site/rejected/other_article", 0)
    return {"extracted": max(totals.values()) - others, "fill": fill}
