"""Killed at any moment, nothing is lost or doubled. Many more moments: `python -m tests.torture.kill`."""

from __future__ import annotations

import pytest

from tests.torture.bench import BRIEF, CRAWL, CRAWL_AGAIN, FEEDS, FLAG, MIGRATION
from tests.torture.kill import Moment, killed, moments


def whole(told):
    """What is wrong, but for temporary files that are left behind: they have a test of their own."""
    return [one for one in told if not one.startswith("left behind")]


@pytest.mark.parametrize(
    "moment",
    [Moment(seconds=0.5, fresh=True), Moment(asked=17), Moment(answered=31)],
    ids=["start-up", "asked", "answered"],
)
def test_a_crawl_killed_at_this_moment_is_completed_by_the_next_one(trial_of, moment):
    assert not whole(killed(trial_of(CRAWL), moment))


@pytest.mark.parametrize("job", [CRAWL, CRAWL_AGAIN, MIGRATION, FLAG, FEEDS, BRIEF], ids=lambda job: job.name)
def test_a_command_killed_at_a_seeded_moment_is_completed_by_the_next_one(trial_of, job):
    trial = trial_of(job)
    (moment,) = moments(trial, 1, seed=2)
    assert not whole(killed(trial, moment)), moment


def test_a_later_run_removes_the_temporary_files_of_one_that_was_killed(trial_of):
    trial = trial_of(FEEDS)
    data_dir = trial.begin("stray")
    for folder in ("feeds", "runs", "briefs"):
        (data_dir / folder).mkdir(exist_ok=True)
        (data_dir / folder / ".999999999-a1b2c3d4.tmp").write_bytes(b"{half")  # no system counts its processes that far
    for args in (("crawl", "ccdi"), ("feeds",), ("brief", "--quiet")):
        assert trial.bench.run(data_dir, *args).code == 0
    assert not list(data_dir.rglob(".*.tmp"))
