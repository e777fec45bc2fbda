"""The benchmark's own sentences are labelled where they say, and the finder keeps its level on them."""

import json
from pathlib import Path
from typing import Any

from crawler.localities import find_places, gazetteer

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks/places"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


TEXTS = {row["tid"]: row["text"] for row in rows("texts.jsonl")}
LABELLED = rows("mentions.jsonl")


def test_the_labels_fit_the_texts() -> None:
    units = gazetteer.load().units
    for row in LABELLED:
        assert TEXTS[row["tid"]][row["start"] : row["end"]] == row["name"]
        assert row["gold"] in {"yes", "no"}
        assert row.get("code") is None or row["code"] in units


def test_the_finder_keeps_its_level() -> None:
    found = {(tid, one.start): one.code for tid, text in TEXTS.items() for one in find_places(text)}
    scored = [row for row in LABELLED if not row.get("generic")]
    wrong = [row["name"] for row in scored if ((row["tid"], row["start"]) in found) is not (row["gold"] == "yes")]
    assert len(wrong) <= 2, wrong
    assert all(
        found[row["tid"], row["start"]] == row["code"]
        for row in scored
        if row["gold"] == "yes" and (row["tid"], row["start"]) in found
    )
