"""What `scrapy crawl` says at its end, for a person."""

from __future__ import annotations

from typing import Any


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
    return f"{report.get('run_key', report['spider'])}: {report['verdict']}{cause}; {', '.join(counts)}; {report.get('duration_s', 0)} s"


def health_table(reports: list[dict[str, Any]]) -> str:
    """Runs as a table, one line each: when, which site, verdict, counts, cause."""
    rows = [("started", "site", "verdict", "listed", "new", "flagged", "cause")]
    rows += [
        (
            report["started_at"],
            report.get("run_key", report["spider"]),
            report["verdict"],
            str(sum(report["listed"].values())),
            str(report["stored"].get("new", 0)),
            str(report["flagged"]),
            report["cause"],
        )
        for report in reports
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
