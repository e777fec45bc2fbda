"""One verdict per site and run, from the run's counts. Pure: no clock, no files."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any, NamedTuple

from crawler.exit_codes import OK, SITE_NOT_OK, STORAGE
from crawler.items import EVIDENCE, RULES
from crawler.sites import Site

# Below this share of the fetched articles with a title, a day, a text, the reader is broken rather than the pages odd.
FLOOR = 0.5
# A field that used to be there (share in the last runs) and is now missing this much more often.
FAR_BELOW = 0.5
MIN_PAGES = 3
MIN_LINKS = 5
# A site where half the links are films without text does that every day.
MORE_THAN_USUAL = 1.5
HISTORY_RUNS = 10

INTERRUPTIONS = {
    "shutdown": "stopped by a signal",
    "closespider_timeout": "time limit reached",
    "closespider_pagecount": "page limit reached",
    "closespider_itemcount": "item limit reached",
    "closespider_errorcount": "error limit reached",
    "memusage_exceeded": "memory limit reached",
}
# Rejections that say nothing about our reader: the server's own word that there is no article.
SERVERS_WORD = frozenset({"gate", "gone", "withdrawn", "out_of_range"})
# Answers where nothing is missing: a wall has a verdict of its own, and a home page links to lists too.
NO_ARTICLE_DUE = frozenset({"gate", "out_of_range", "list"})
# Lists that suddenly show so much less than they use to: the reader finds a corner of them.
FEW_LINKS = 0.2
WRITE_FAILED = "an article could not be written to the archive"


class Verdict(NamedTuple):
    """The verdict and, unless it is `ok`, why."""

    verdict: str
    cause: str = ""


def judge(
    report: dict[str, Any], site: Site, newest: datetime.date | None, today: datetime.date,
    history: Sequence[dict[str, Any]] = (), *, patient: bool = True,
) -> Verdict:  # fmt: skip
    """Judge a run, most specific verdict first.

    Args:
        report: counts of the run, as `HealthExtension` collects them.
        site: the declaration.
        newest: publication day of the site's newest archived article.
        today: day to measure staleness from.
        history: reports of earlier runs, newest first.
        patient: False where `stale` does not apply (ranges, `site`, `sample`).
    """
    for check in _CHECKS:
        if found := check(report, history):
            return found
    if patient and site.max_quiet_days is not None and newest is not None:
        quiet = (today - newest).days
        if quiet > site.max_quiet_days:
            return Verdict("stale", f"newest article is {quiet} days old, more than {site.max_quiet_days}")
    return Verdict("ok")


def unverified(verdict: Verdict, site: Site, history: Sequence[dict[str, Any]]) -> Verdict:
    """A site known by address only that has never worked is reported as `unverified`, with what went wrong."""
    worked = any(one["verdict"] == "ok" for one in history)
    if site.evidence != "address" or worked or verdict.verdict in ("ok", "storage_failed", "interrupted"):
        return verdict
    return Verdict("unverified", f"{verdict.verdict}: {verdict.cause}" if verdict.cause else verdict.verdict)


def exit_code(verdict: str, *, named: bool) -> int:
    """What a site's verdict adds to the exit code; a site known by address only counts when it was named."""
    if verdict == "ok" or (verdict == "unverified" and not named):
        return OK
    return STORAGE if verdict == "storage_failed" else SITE_NOT_OK


def warnings(report: dict[str, Any]) -> list[str]:
    """What a person should know of a run, whatever its verdict."""
    signs = (
        (report["tls_legacy"], "old TLS protocols and ciphers were allowed (TLS_LEGACY)"),
        (not report["certificates_verified"], "certificates were not verified (DOWNLOAD_VERIFY_CERTIFICATES)"),
        (report["known"].get("withdrawal_doubted"), "most of what was asked for again was said to be gone: "
         "nothing was marked as withdrawn"),
        (report["rejected"].get("other_article"), "articles answered with the text of another one; they are asked for again"),
        (report["rejected"].get("gate"), "some answers were gates; they are asked for again"),
        (failed := report["lists"]["failed"], f"{failed} list pages were not read ({_causes(report['lists'])}); "
         "the next run reads them"),
        (report["session_cookie"], "the operator's session cookie was sent"),
        (report["moved"], f"read at an older address: {', '.join(report['moved'])}; correct the declaration"),
        (fallback := living_on_fallback(report), f"the site's selectors find no longer: {', '.join(fallback)}; "
         "the general rules do (has it been redesigned?)"),
    )  # fmt: skip
    return [text for sign, text in signs if sign]


def living_on_fallback(report: dict[str, Any]) -> list[str]:
    """Fields that the site's own selectors found in less than half of the pages where the general rules still do."""
    poor = []
    for name, counts in report["selected"].items():
        found, by_rules = sum(counts.values()), counts.get(RULES, 0)
        enough = 1 if name == "links" else MIN_PAGES
        if found >= enough and by_rules * 2 > found:
            poor.append(name)
    return sorted(poor)


def _storage(report: dict[str, Any], _: object) -> Verdict | None:
    if report["storage_failures"] or report["finish_reason"] == "storage_failed":
        return Verdict("storage_failed", WRITE_FAILED)
    return None


def _blocked(report: dict[str, Any], _: object) -> Verdict | None:
    reason, lists = report["finish_reason"], report["lists"]
    if reason == "blocked":
        return Verdict("blocked", f"several answers in a row were gate pages ({_counts(report['gates'])})")
    if reason == "retry_after":
        return Verdict("blocked", "the server asked for a longer pause than RETRY_AFTER_MAX")
    if lists["gated"] and not lists["read"]:
        return Verdict("blocked", f"every list page was a gate ({_counts(report['gates'])})")
    gates = report["rejected"].get("gate", 0)
    if gates > 1 and gates == report["fetched"]:
        return Verdict("blocked", f"all {gates} article answers were gate pages ({_counts(report['gates'])})")
    if gates >= MIN_PAGES and gates * 2 >= report["fetched"]:
        return Verdict(
            "blocked", f"{gates} of {report['fetched']} article answers were gate pages ({_counts(report['gates'])})"
        )
    return None


def _forbidden(report: dict[str, Any], _: object) -> Verdict | None:
    """A list whose every link robots.txt forbids; single ones are counted, not judged."""
    forbidden = report["not_asked"].get("robots_forbidden", 0)
    others = report["fetched"] or report["not_modified"] or report["known"].get("skipped")
    if others or forbidden < max(1, min(MIN_PAGES, sum(report["listed"].values()))):
        return None
    return Verdict("blocked", f"robots.txt forbids all {forbidden} articles that the lists name")


def _unreachable(report: dict[str, Any], _: object) -> Verdict | None:
    lists = report["lists"]
    if lists["read"] or (report["finish_reason"] in INTERRUPTIONS and not lists["failed"]):
        return None
    return Verdict("unreachable", _causes(lists) or "no list page answered")


def _interrupted(report: dict[str, Any], history: Sequence[dict[str, Any]]) -> Verdict | None:
    reason = report["finish_reason"]
    if reason != "finished":
        return Verdict("interrupted", INTERRUPTIONS.get(reason, reason))
    # On a first run there is always more; later it means that more has come since than one run reads.
    if report["ranged"] and report["unfinished"]:
        where = ", ".join(report["unfinished"])
        return Verdict("interrupted", f"not walked to the end of the range: {where}; the same command goes on")
    if report["truncated"] and any(run.get("complete") for run in history):
        where = ", ".join(report["truncated"])
        return Verdict(
            "interrupted", f"LIST_PAGES_MAX reached before known articles in: {where}; go back with -a since="
        )
    return None


def _empty_listing(report: dict[str, Any], history: Sequence[dict[str, Any]]) -> Verdict | None:
    empty = [name for name, count in report["listed"].items() if not count and report["read"].get(name)]
    silent = [name for name in report["listed"] if not report["read"].get(name)]
    if not empty and silent:
        # One list that does not answer once is counted; a page that is gone, or silent twice, is not there any more.
        gone = any(cause in report["lists"]["causes"] for cause in ("404", "410"))
        before = history[0].get("read", {}) if history else {}
        twice = bool(history) and history[0]["verdict"] != "interrupted" and not all(before.get(one) for one in silent)
        empty = silent if gone or twice else []
    if report["list_errors"]:
        return Verdict("extract_failed", f"{report['list_errors']} list pages made this program fail; see the log")
    if not empty:
        return None
    shown = ", ".join(empty[:5]) + (f" and {len(empty) - 5} more" if len(empty) > 5 else "")
    causes = _causes(report["lists"])
    return Verdict("empty_listing", f"nothing listed in: {shown}" + (f" ({causes})" if causes else ""))


def _short_lists(report: dict[str, Any], history: Sequence[dict[str, Any]]) -> Verdict | None:
    """Links of a list page, beside what the site's own lists had in earlier runs."""
    ratios = [ratio for run in history if (ratio := _links_a_page(run)) is not None]
    now = _links_a_page(report)
    if now is None or len(ratios) < MIN_PAGES:
        return None
    usual = median(ratios)
    if usual >= MIN_LINKS and now < usual * FEW_LINKS:
        return Verdict("empty_listing", f"{now:.0f} links on a list page, usually {usual:.0f}")
    return None


def _links_a_page(run: Mapping[str, Any]) -> float | None:
    pages = sum(run.get("read", {}).values())
    return sum(run.get("listed", {}).values()) / pages if pages else None


def _extraction(report: dict[str, Any], history: Sequence[dict[str, Any]]) -> Verdict | None:
    return _no_article(report) or _most_lost(report, history)


def _most_lost(report: dict[str, Any], history: Sequence[dict[str, Any]]) -> Verdict | None:
    """More pages that should be articles and are none than articles, where that is not the site's custom."""
    share = _share_lost(report)
    shares = [before for run in history if (before := _share_lost(run)) is not None]
    usual = median(shares) if shares else 0.0
    if share is None or share < 1 - FLOOR or share < usual * MORE_THAN_USUAL:
        return None
    return Verdict("extract_failed", f"{share:.0%} of the articles did not come in: {_counts(_lost(report))}")


def _lost(run: Mapping[str, Any]) -> dict[str, int]:
    """Pages that should be articles and are none, by reason."""
    reasons = {**run.get("rejected", {}), **run.get("articles_failed", {})}
    return {why: count for why, count in reasons.items() if why not in NO_ARTICLE_DUE}


def _share_lost(run: Mapping[str, Any]) -> float | None:
    """Share of the pages that should be articles and are none; None when too few came to tell."""
    lost = sum(_lost(run).values())
    pages = lost + run.get("extracted", 0) + run.get("not_modified", 0)
    return lost / pages if pages >= 2 * MIN_PAGES else None


def _no_article(report: dict[str, Any]) -> Verdict | None:
    if report["extracted"] and not report["articles_failed"].get("program_error"):
        return None
    if broken := report["articles_failed"].get("program_error", 0):
        everything = report["extracted"] + broken
        if broken >= MIN_PAGES and broken > everything * (1 - FLOOR):
            return Verdict("extract_failed", f"{broken} of {everything} articles made this program fail; see the log")
    if report["extracted"] or report["not_modified"]:
        return None
    # A page or two prove nothing: a film without text, a dead link.
    rejected = {why: n for why, n in report["rejected"].items() if why not in SERVERS_WORD}
    failed = report["articles_failed"]
    if sum(rejected.values()) + sum(failed.values()) < MIN_PAGES:
        return None
    return Verdict("extract_failed", "pages came but no article: " + _counts({**rejected, **failed}))


def _fields(report: dict[str, Any], history: Sequence[dict[str, Any]]) -> Verdict | None:
    pages = report["extracted"] + sum(report["rejected"].get(reason, 0) for reason in ("empty_body", "no_title"))
    if pages < MIN_PAGES:
        return None
    for name, rate in ((name, report["fill"][name]) for name in EVIDENCE if name in report["fill"]):
        usual = _usual(name, history)
        if rate < FLOOR or (usual is not None and rate < usual * FAR_BELOW):
            before = f", usually {usual:.0%}" if usual is not None else ""
            return Verdict("fields_missing", f"{name} found in {rate:.0%} of {pages} articles{before}")
    return None


_CHECKS = (
    _storage, _blocked, _forbidden, _unreachable, _interrupted, _empty_listing, _short_lists, _extraction, _fields,
)  # fmt: skip


def _usual(name: str, history: Sequence[dict[str, Any]]) -> float | None:
    rates = [run["fill"][name] for run in history[:HISTORY_RUNS] if name in run.get("fill", {})]
    return sum(rates) / len(rates) if rates else None


def _causes(lists: dict[str, Any]) -> str:
    return _counts(lists["causes"])


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in sorted(counts.items()))
