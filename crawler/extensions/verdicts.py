"""One verdict per site and run, from the run's counts. Pure: no clock, no files."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from crawler.sites import Site

# Below this share of the fetched articles with a title, a day, a text, the reader is broken rather than the pages odd.
FLOOR = 0.5
# A field that used to be there (share in the last runs) and is now missing this much more often.
FAR_BELOW = 0.5
MIN_PAGES = 3
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
SERVERS_WORD = frozenset({"gate", "gone", "error", "login", "withdrawn", "redirect", "out_of_range"})


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
    for check in (_storage, _blocked, _unreachable, _interrupted, _empty_listing, _extraction, _fields):
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


def _storage(report: dict[str, Any], _: object) -> Verdict | None:
    if report["storage_failures"] or report["finish_reason"] == "storage_failed":
        return Verdict("storage_failed", "an article could not be written to the archive")
    return None


def _blocked(report: dict[str, Any], _: object) -> Verdict | None:
    if report["finish_reason"] == "blocked":
        return Verdict("blocked", "several article answers in a row were gate pages")
    lists = report["lists"]
    if lists["gated"] and not lists["read"]:
        return Verdict("blocked", f"every list page was a gate ({_causes(lists)})")
    return None


def _unreachable(report: dict[str, Any], _: object) -> Verdict | None:
    lists = report["lists"]
    if lists["read"] or (report["finish_reason"] in INTERRUPTIONS and not lists["failed"]):
        return None
    return Verdict("unreachable", _causes(lists) or "no list page answered")


def _interrupted(report: dict[str, Any], _: object) -> Verdict | None:
    reason = report["finish_reason"]
    if reason == "finished":
        return None
    return Verdict("interrupted", INTERRUPTIONS.get(reason, reason))


def _empty_listing(report: dict[str, Any], _: object) -> Verdict | None:
    empty = [name for name, count in report["listed"].items() if not count]
    if not empty:
        return None
    shown = ", ".join(empty[:5]) + (f" and {len(empty) - 5} more" if len(empty) > 5 else "")
    causes = _causes(report["lists"])
    return Verdict("empty_listing", f"nothing listed in: {shown}" + (f" ({causes})" if causes else ""))


def _extraction(report: dict[str, Any], _: object) -> Verdict | None:
    rejected = report["rejected"]
    ours = sum(count for reason, count in rejected.items() if reason not in SERVERS_WORD)
    everything = ours + sum(count for reason, count in rejected.items() if reason != "out_of_range")
    if report["extracted"] == 0 and (ours or everything >= MIN_PAGES):
        return Verdict("extract_failed", "pages came but no article: " + _counts(rejected))
    if report["articles_failed"] and report["extracted"] == 0 and not report["not_modified"]:
        return Verdict("extract_failed", "no article answered: " + _counts(report["articles_failed"]))
    return None


def _fields(report: dict[str, Any], history: Sequence[dict[str, Any]]) -> Verdict | None:
    pages = report["extracted"] + sum(report["rejected"].get(reason, 0) for reason in ("empty_body", "no_title"))
    if pages < MIN_PAGES:
        return None
    for name, rate in report["fill"].items():
        usual = _usual(name, history)
        if rate < FLOOR or (usual is not None and rate < usual * FAR_BELOW):
            before = f", usually {usual:.0%}" if usual is not None else ""
            return Verdict("fields_missing", f"{name} found in {rate:.0%} of {pages} articles{before}")
    return None


def _usual(name: str, history: Sequence[dict[str, Any]]) -> float | None:
    rates = [run["fill"][name] for run in history[:HISTORY_RUNS] if name in run.get("fill", {})]
    return sum(rates) / len(rates) if rates else None


def _causes(lists: dict[str, Any]) -> str:
    return _counts(lists["causes"])


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in sorted(counts.items()))
