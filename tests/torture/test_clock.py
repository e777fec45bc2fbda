"""A clock that is wrong for one run: nothing is lost, and the days of articles stay as they were printed."""

from __future__ import annotations

import time

import pytest

from tests.torture import state
from tests.torture.bench import CRAWL_AGAIN, MIGRATION

pytestmark = pytest.mark.usefixtures("faults")
YEAR = 365 * 24 * 3600
SHIFTS = pytest.mark.parametrize(
    "shift",
    [
        pytest.param(lambda: -YEAR, id="a year early"),
        pytest.param(lambda: YEAR, id="a year late"),
        pytest.param(lambda: 24 * 3600 - int(time.time()), id="1970"),
    ],
)


def days(data_dir):
    return {row[0]: row[4] for row in state.content(data_dir)["articles"]}


@SHIFTS
def test_known_articles_keep_their_day_when_the_clock_is_wrong(trial_of, shift):
    trial = trial_of(CRAWL_AGAIN)
    data_dir = trial.begin("wrong")
    before = days(data_dir)
    wrong = trial.bench.run(data_dir, *CRAWL_AGAIN.args, env={"CLOCK_SHIFT": str(shift())})
    assert "Traceback" not in wrong.err
    assert days(data_dir) == before
    assert not state.torn(data_dir)


@SHIFTS
def test_new_articles_get_their_day_when_the_clock_is_wrong(trial_of, shift):
    trial = trial_of(MIGRATION)
    data_dir = trial.begin("wrong")
    trial.bench.run(data_dir, *MIGRATION.args, env={"CLOCK_SHIFT": str(shift())})
    assert days(data_dir) == {row[0]: row[4] for row in trial.expected["articles"]}


@SHIFTS
def test_after_a_run_with_a_wrong_clock_the_next_ones_bring_everything(trial_of, shift):
    trial = trial_of(MIGRATION)
    data_dir = trial.begin("right again")
    trial.bench.run(data_dir, *MIGRATION.args, env={"CLOCK_SHIFT": str(shift())})
    trial.bench.run(data_dir, *MIGRATION.args)
    assert not trial.finish(data_dir)
    assert "Traceback" not in trial.bench.run(data_dir, "health").err
