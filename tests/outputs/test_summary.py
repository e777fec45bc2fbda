"""What `scrapy health` shows."""

import datetime

from crawler.outputs.summary import MARKS, health_page, strip

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
