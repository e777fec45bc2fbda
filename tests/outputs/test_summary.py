"""What `scrapy health` shows."""

import datetime

from crawler.outputs.summary import MARKS, health_page, strip, verdicts_table

TODAY = datetime.date(2024, 3, 12)


def run(day, verdict="ok", hour=1, **fields):
    started = datetime.datetime(2024, 3, day, hour, tzinfo=datetime.UTC).isoformat()
    counts = {"stored": {"new": 2}, "flagged": 1, "cause": "", "listed": {}, "newest": "2024-03-11", "warnings": []}
    return {"started_at": started, "verdict": verdict, **counts, **fields}


def test_one_mark_a_day_and_the_last_run_of_a_day_counts():
    runs = [run(12, "blocked", hour=9), run(12, hour=1), run(10), run(9, "interrupted")]
    assert strip(runs, TODAY, 5) == ".I+.B"


def test_a_day_is_a_day_of_the_office():
    assert strip([run(11, hour=17)], TODAY, 2) == ".+"  # one in the morning of the 12th in Shanghai


def test_the_page_tells_what_came_in_and_why_it_is_not_ok():
    page = health_page({"ccdi": [run(12, "blocked", cause="every list page was a gate"), run(11), run(1)]}, TODAY, 7)
    [row] = [line for line in page.splitlines() if line.startswith("ccdi")]
    assert ".....+B" in row
    assert "  4  " in row  # of the seven days, not of the first of March
    assert row.endswith("every list page was a gate")


def test_every_verdict_has_a_mark_of_its_own():
    assert len(set(MARKS.values())) == len(MARKS)


def test_the_table_of_a_crawl_of_several_sites_begins_with_those_that_are_not_ok():
    reports = [
        run(12, spider="ccdi", exit=0),
        run(12, "blocked", spider="sxdi", exit=1, cause="every list page was a gate (/_bot_sbu/)"),
        run(12, spider="虚构市纪委监委", exit=0, warnings=["read at an older address: 要闻"]),
    ]
    lines = verdicts_table(reports).splitlines()
    assert [line.split()[0] for line in lines] == ["site", "sxdi", "ccdi", "虚构市纪委监委", "3"]
    assert lines[1].endswith("/_bot_sbu/)")
    assert lines[3].endswith("older address: 要闻")
    assert lines[-1] == "3 sites: 2 ok, 1 blocked"
    # Hanzi take two columns of a terminal, so the verdicts stand below each other there.
    places = zip(lines[1:4], (" blocked", " ok", " ok"), strict=True)
    before = [line[: line.index(word)] for line, word in places]
    assert len({len(text) + sum(character > "\u2e80" for character in text) for text in before}) == 1
