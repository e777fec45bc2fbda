"""`python -m crawler.sample.make_truth` writes `truth.jsonl`: what an exact crawl of the sample site gives.

One row an article, in the names and types of the item as exported. Mentions and passages are those declared by hand in
`articles/*.toml`, counted for the places `localities.toml` watches as shipped (晉城 with its counties); only the text
of a passage is filled in from the body.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from crawler.sample.content import HERE, SECTIONS, Entry, entries

WATCHED = "晉城"
TRUTH = HERE / "truth.jsonl"
CHINA = datetime.timezone(datetime.timedelta(hours=8))


def truth() -> list[dict[str, Any]]:
    """The rows, in the order of `entries()`."""
    return [_row(entry) for entry in entries()]


def as_lines(rows: list[dict[str, Any]]) -> str:
    """The rows as JSON Lines, Chinese characters as they are."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def main(path: Path = TRUTH) -> int:
    """Write the file."""
    path.write_text(as_lines(truth()), "utf-8")
    return 0


def _row(entry: Entry) -> dict[str, Any]:
    lines = entry.body.split("\n")
    has_time = isinstance(entry.published, datetime.datetime)
    return {
        "url": entry.url,
        "title": entry.title,
        "kicker": entry.kicker,
        "subtitle": entry.subtitle,
        "date": entry.day.isoformat(),
        "date_published": _stamp(entry.published) if has_time else None,
        "series_title": entry.series.get("title"),
        "series_number": entry.series.get("number"),
        "series_part": entry.series.get("part"),
        "headline": entry.headline,
        "source": entry.source,
        "authors": [_author(*author) for author in entry.authors],
        "editor": "、".join(entry.editor.split()) if entry.editor else None,
        "section": SECTIONS[entry.section],
        "language": entry.language,
        "body": entry.body,
        "flagged": bool(entry.mentions),
        "localities": [WATCHED] if entry.mentions else [],
        "mention_count": len(entry.mentions),
        "mention_count_by_code": dict(sorted(Counter(code for code, _ in entry.mentions).items())),
        "mentions": [{"code": code, "paragraph": paragraph} for code, paragraph in entry.mentions],
        "passages": [
            {
                "paragraphs": list(quote.paragraphs),
                "lead_in": quote.lead_in,
                "text": "\n".join(lines[quote.paragraphs[0] : quote.paragraphs[1] + 1]),
            }
            for quote in entry.passages
        ],
        "traps": list(entry.traps),
        "story": _story(entry),
    }


def _stamp(moment: datetime.date) -> str:
    assert isinstance(moment, datetime.datetime)
    return moment.replace(tzinfo=CHINA).isoformat()


def _author(name: str, role: str, organization: str | None = None) -> dict[str, str | None]:
    return {"name": name, "role": role, "organization": organization}


def _story(entry: Entry) -> dict[str, Any] | None:
    if entry.repost is None:
        return None
    origin = {"title": None, "outlet": None, "date_raw": None, "url": None, **entry.repost.is_based_on}
    return {"role": "reprint", "is_based_on": origin}


if __name__ == "__main__":
    sys.exit(main())
