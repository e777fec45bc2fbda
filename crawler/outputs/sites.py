"""What is declared of the sites, for a person: table, page, crontab, and what a probe has found."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from crawler.items import EVIDENCE, RULES
from crawler.outputs.summary import table, when

if TYPE_CHECKING:
    from crawler.extract.links import Link
    from crawler.items import Article
    from crawler.sites import Section, Site


class Declaration(NamedTuple):
    """One site as its spider declares it."""

    name: str
    site: Site
    sections: Sequence[Section]
    family: str


def evidence(site: Site) -> str:
    """What the declaration rests on, in a word and a year."""
    words = {
        "captured": "pages captured", "scraper": "a scraper's selectors", "address": "address only",
        "sample": "embedded", "operator": "declared by the operator",
    }  # fmt: skip
    year = f" {site.evidence_year}" if site.evidence_year else ""
    return words[site.evidence] + year


def state(site: Site, last_good: str | None) -> str:
    """Whether the site is known to work from here: only a good run of this program's says so."""
    if site.evidence == "sample":
        return "embedded"
    return f"worked here {last_good}" if last_good else "unverified"


def sites_table(sites: Sequence[tuple[Declaration, dict[str, Any] | None, str | None]]) -> str:
    """One line for each site."""
    rows = [("name", "site", "level", "place", "lists", "evidence", "state", "last verdict")]
    for (name, site, sections, _), last, good in sites:
        verdict = f"{last['verdict']} {when(last)}" if last else "never run"
        rows.append(
            (
                name,
                site.name,
                site.level or "-",
                site.code or "-",
                str(len(sections)),
                evidence(site),
                state(site, good),
                verdict,
            )
        )
    return table(rows)


def site_page(declared: Declaration, last: dict[str, Any] | None, good: str | None, session_variable: str) -> str:
    """All that is declared of one site, and the name of the variable that may hold an operator's cookie for it."""
    name, site, sections, family = declared
    facts = [
        ("level", site.level or "-"),
        ("groups", ", ".join(site.groups)),
        ("place", site.code or "-"),
        ("family", family),
        ("evidence", evidence(site) + (f": {site.evidence_note}" if site.evidence_note else "")),
        ("seen working", site.seen_working or "never, by anyone on record"),
        ("state", state(site, good)),
        ("last run", f"{when(last)}: {last['verdict']} {last['cause']}".strip() if last else "never"),
        ("protection", site.protection or "none known"),
        ("pause", f"{site.pause:g} s between requests" if site.pause is not None else "the project's, DOWNLOAD_DELAY"),
        ("stale after", f"{site.max_quiet_days} days" if site.max_quiet_days else "never"),
        ("session", f"{session_variable} in the environment, where you are entitled to one"),
        ("hours", ", ".join(str(hour) for hour in site.hours)),
    ]
    lines = [f"{name}  {site.name}", *(f"  {label:<13} {text}" for label, text in facts), "  lists"]
    for section in sections:
        lines.append(f"    {section.name}  {section.url}")
        lines += [f"      before: {url}" for url in section.older]
    return "\n".join(lines)


def crontab(sites: Sequence[tuple[str, Site]]) -> str:
    """A crontab with a line for each site, spread over the hour: heavy ones and those of one platform apart."""
    lines = [
        "# min hour day month weekday: each site at its hours, spread over the hour; a site that is still being crawled is left alone",
        "CRON_TZ=Asia/Shanghai",
    ]
    real = _spread([(name, site) for name, site in sites if site.evidence != "sample"])
    for number, (name, site) in enumerate(real):
        minute = number * 60 // max(len(real), 1)
        hours = ",".join(str(hour) for hour in site.hours)
        lines.append(
            f"{minute} {hours} * * * cd /srv/jijian-monitor && timeout 13h .venv/bin/scrapy crawl {_quoted(name)}"
        )
    return "\n".join(lines)


def _spread(sites: Sequence[tuple[str, Site]]) -> list[tuple[str, Site]]:
    """Sites in the order of their minutes: by a stride, since neighbours by name often share a server; the heavy ones evenly."""
    heavy, light = [one for one in sites if one[1].heavy], [one for one in sites if not one[1].heavy]
    count = len(light)
    stride = next(number for number in range(count * 2 // 5 + 1, count + 2) if math.gcd(number, count or 1) == 1)
    order = [light[number * stride % count] for number in range(count)]
    for number, one in enumerate(heavy):
        order.insert(number * len(sites) // len(heavy), one)
    return order


def _quoted(name: str) -> str:
    """A name for the shell; cron itself reads % as the end of the line."""
    return name if name.isidentifier() else "'" + name.replace("'", "'\\''").replace("%", "\\%") + "'"


FIELDS = (
    "title",
    "kicker",
    "subtitle",
    "date",
    "date_published",
    "source",
    "authors",
    "section",
    "print",
    "editor",
    "body",
)
MOST = 76


def probe_page(
    declared: Declaration, answers: Sequence[tuple[str, int]], links: Sequence[Link], rows: Sequence[str],
    next_list: str | None, article: Article | None, failures: Sequence[str],
) -> str:  # fmt: skip
    """What a probe has found, field by field.

    Args:
        declared: the site.
        answers: address and status of each answer, in order.
        links: what the list page lists.
        rows: the selectors that found the rows.
        next_list: address of the following list page.
        article: the article, None when there was none.
        failures: why something did not come.
    """
    lines = [f"{declared.name}  {declared.site.name}  ({evidence(declared.site)})"]
    lines += [f"  {status}  {url}" for url, status in answers] or ["  no answer"]
    by = f", rows by {', '.join(rows)}" if rows else ""
    lines.append(f"list: {len(links)} links{by}")
    lines += [f"  {link.date or 'no day    '}  {_short(link.text)}  {link.url}" for link in links[:3]]
    lines.append(f"next page: {next_list or 'none'}")
    if article is None:
        lines.append("article: none" + (f" ({', '.join(failures)})" if failures else ""))
        return "\n".join(lines)
    lines.append(f"article: {article.url}")
    lines.append(table([("field", "found by", "value"), *(_field(article, name) for name in FIELDS)]))
    missing = [name for name in EVIDENCE if not getattr(article, name)]
    told = f"missing: {', '.join(missing)}" if missing else "title, date and body are there"
    if warnings := [one for one in article.warnings if not one.startswith("fallback:")]:
        told += f"; warnings: {', '.join(warnings)}"
    return "\n".join([*lines, told])


def _field(article: Article, name: str) -> tuple[str, str, str]:
    value = getattr(article, name)
    if name == "authors":
        text = "、".join(one.name for one in value)
    elif name == "print" and value is not None:
        text = " ".join(part for part in (value.edition, value.page, value.section) if part)
    else:
        text = "" if value is None else str(value)
    shown = _short(text) + (f" … ({len(text)} characters)" if name == "body" else "")
    by = article.selected.get(name, RULES if text else "")
    return name, by or "-", shown if text else "-"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"
