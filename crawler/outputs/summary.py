"""What `scrapy crawl` says at its end, and `scrapy health` at any time, for a person."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

from crawler.items import SHANGHAI


def run_line(report: dict[str, Any]) -> str:
    """One line for one site's run: verdict, why, and the counts."""
    stored = report["stored"]
    counts = [
        f"{sum(report['listed'].values())} listed",
        f"{stored.get('new', 0)} new",
        *(f"{stored[kind]} {kind}" for kind in ("changed", "unchanged") if stored.get(kind)),
        f"{report['flagged']} flagged",
        *(f"{count} {reason}" for reason, count in report["rejected"].items()),
        *(f"{count} failed ({why})" for why, count in report["articles_failed"].items()),
    ]
    if report.get("truncated"):
        counts.append(f"older list pages not read in {len(report['truncated'])} sections (go back with -a since=)")
    counts += [f"{count} not asked ({why})" for why, count in report.get("not_asked", {}).items()]
    cause = f" ({report['cause']})" if report["cause"] else ""
    return f"{report.get('run_key', report['spider'])}: {report['verdict']}{cause}; {', '.join(counts)}; {report.get('duration', 0)} s"


# One letter for a day in the strip of `scrapy health`.
MARKS = {
    "ok": "+",
    "blocked": "B",
    "unreachable": "U",
    "empty_listing": "L",
    "extract_failed": "X",
    "fields_missing": "F",
    "stale": "S",
    "interrupted": "I",
    "unverified": "?",
    "storage_failed": "D",
}
NO_RUN = "."
_LEGEND = "days and times in Asia/Shanghai; one mark a day, today last: + ok, . no run; " + ", ".join(
    f"{mark} {verdict}" for verdict, mark in MARKS.items() if verdict != "ok"
)


def health_page(runs: Mapping[str, Sequence[dict[str, Any]]], today: datetime.date, days: int) -> str:
    """The last weeks of each site at a glance: a strip of days, the last verdict, what came in, and why it is not ok.

    Args:
        runs: reports of each site's runs, newest first.
        today: last day of the strips, by the clock of the office (Asia/Shanghai).
        days: length of the strips.
    """
    rows = [("site", f"last {days} days", "last run", "verdict", "new", "flagged", "newest", "cause")]
    since = today - datetime.timedelta(days=days - 1)
    for key, reports in runs.items():
        last = reports[0]
        lately = [one for one in reports if day_of(one) >= since]
        rows.append(
            (
                key,
                strip(lately, today, days),
                when(last),
                last["verdict"],
                str(sum(one["stored"].get("new", 0) for one in lately)),
                str(sum(one["flagged"] for one in lately)),
                last.get("newest") or "-",
                last["cause"] or "; ".join(last.get("warnings", [])),
            )
        )
    return f"{table(rows)}\n\n{_LEGEND}"


def strip(reports: Sequence[dict[str, Any]], today: datetime.date, days: int) -> str:
    """One mark for each day: that of its last run."""
    marks: dict[datetime.date, str] = {}
    for one in reports:  # newest first
        marks.setdefault(day_of(one), MARKS.get(one["verdict"], "?"))
    return "".join(marks.get(today - datetime.timedelta(days=back), NO_RUN) for back in reversed(range(days)))


def day_of(report: Mapping[str, Any]) -> datetime.date:
    """The day in Asia/Shanghai on which a run began."""
    return datetime.datetime.fromisoformat(report["started_at"]).astimezone(SHANGHAI).date()


def when(report: Mapping[str, Any]) -> str:
    """When a run began, in Asia/Shanghai."""
    return f"{datetime.datetime.fromisoformat(report['started_at']).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def verdicts_table(reports: Sequence[dict[str, Any]]) -> str:
    """The verdicts of one crawl of several sites, those that are not ok first, and how many there are of each."""
    rows = [("site", "verdict", "exit", "listed", "new", "flagged", "cause or warnings")]
    rows += [
        (
            report.get("run_key", report["spider"]),
            report["verdict"],
            str(report["exit"]),
            str(sum(report["listed"].values())),
            str(report["stored"].get("new", 0)),
            str(report["flagged"]),
            report["cause"] or "; ".join(report.get("warnings", [])),
        )
        for report in sorted(reports, key=lambda one: (one["verdict"] == "ok", -one["exit"]))
    ]
    counts = Counter(report["verdict"] for report in reports)
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    return f"{table(rows)}\n{len(reports)} sites: {told}"


def runs_table(reports: Sequence[dict[str, Any]]) -> str:
    """Runs as a table, one line each: when, which site, verdict, counts, cause."""
    rows = [("started", "site", "verdict", "listed", "new", "flagged", "cause")]
    rows += [
        (
            when(report),
            report.get("run_key", report["spider"]),
            report["verdict"],
            str(sum(report["listed"].values())),
            str(report["stored"].get("new", 0)),
            str(report["flagged"]),
            report["cause"],
        )
        for report in reports
    ]
    return table(rows)


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows of text with their columns aligned; the first holds the headings."""
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    """Columns of a terminal: Hanzi and full-width marks take two (Unicode Standard Annex 11)."""
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)
