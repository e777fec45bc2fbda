"""docs/places.md is true: its table and its example of --explain are run."""

import re
from pathlib import Path

import pytest

from crawler.commands.localities import Command
from crawler.localities import Watchlist, explain, gazetteer

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/places.md").read_text("utf-8")


def table(header: str) -> list[list[str]]:
    """The rows below a header row, as cells."""
    lines = PAGE.split(header, 1)[1].splitlines()[2:]
    end = next(i for i, line in enumerate(lines) if not line.startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[:end]]


EXAMPLES = table("| text | result | place | tier | rule | because |")


def test_the_examples_show_every_result() -> None:
    assert {row[1] for row in EXAMPLES} == {"flagged", "to check", "no"}
    assert {row[3] for row in EXAMPLES} == {"A", "B", "C", ""}


@pytest.mark.parametrize("row", EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_example(row: list[str]) -> None:
    text, result, place, tier, rule, _ = row
    flags = Watchlist.of("晉城").flag("", text)
    assert ("flagged" if flags.flagged else "to check" if flags.to_check else "no") == result
    if result == "no":
        assert rule in {one.reason for one in explain(text)[1]}
        return
    last = max([*flags.mentions, *flags.to_check], key=lambda one: one.start)
    assert (last.tier, last.rule.endswith(rule)) == (tier, True)
    if last.code:
        unit = gazetteer.load().units[last.code]
        assert place == f"{unit.name} {unit.code}"
    elif place:
        assert [one.candidates for one in flags.places] == [place.split()]


def test_what_explain_prints(capsys: pytest.CaptureFixture[str]) -> None:
    text, printed = re.findall(r"<!-- explained: (.+?) -->\n\n((?: {4}.*\n)+)", PAGE)[0]
    Command().explain(text)
    assert capsys.readouterr().out.splitlines() == [line.strip() for line in printed.splitlines()]


def test_every_data_file_is_told() -> None:
    told = set(re.findall(r"`(\w+\.tsv)`", PAGE))
    assert told == {path.name for path in gazetteer.DATA.iterdir()}


def test_examples_of_the_data_files_are_in_them() -> None:
    held = {path.name: path.read_text("utf-8") for path in gazetteer.DATA.iterdir()}
    assert "泽州府" in held["aliases.tsv"]
    assert "长治久安" in held["traps.tsv"]
