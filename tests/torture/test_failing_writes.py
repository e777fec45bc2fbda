"""A write that fails ends a run with `storage_failed` and exit code 3; nothing stored before it suffers.

All writes in turn: `make torture`.
"""

from __future__ import annotations

import errno

import pytest

from tests.torture.bench import BRIEF, FEEDS, FIRST, FLAG, LONG, SITE
from tests.torture.failing import failed, telling, writes

pytestmark = pytest.mark.usefixtures("faults")


@pytest.fixture(scope="session")
def writes_of(trial_of):
    """The telling writes of a job, counted once."""
    counted = {}

    def of(job):
        if job.name not in counted:
            counted[job.name] = telling(writes(trial_of(job)))
        return counted[job.name]

    return of


def sample(found, count, first=2):
    """The first ones, and `count` more with even distances."""
    return found[:first] + found[first :: max(1, (len(found) - first) // count)]


def nth(found, call, path, number=1, last=False):
    """The n-th (or the last) of these calls on files whose path contains this."""
    fitting = [one for one in found if one.call == call and path in one.path]
    return fitting[-1 if last else number - 1].number


@pytest.mark.parametrize("how", ["from", "kill"])
@pytest.mark.parametrize("job", [FLAG, FEEDS, BRIEF], ids=lambda job: job.name)
def test_a_command_on_a_full_disk_or_killed_at_a_write_leaves_everything_whole(trial_of, writes_of, job, how):
    trial = trial_of(job)
    told = {str(one): failed(trial, one.number, how) for one in sample(writes_of(job), 3, 1)}
    assert not any(told.values()), told


@pytest.mark.parametrize("how", ["from", pytest.param("once", marks=LONG)])
def test_a_crawl_whose_writes_fail_says_so_and_loses_nothing(trial_of, writes_of, how):
    trial = trial_of(SITE)
    told = {str(one): failed(trial, one.number, how) for one in sample(writes_of(SITE), 3, 1)}
    assert not any(told.values()), told


def test_a_crawl_killed_in_a_write_loses_nothing(trial_of, writes_of):
    trial = trial_of(SITE)
    told = {str(one): failed(trial, one.number, "torn") for one in sample(writes_of(SITE), 3, 1)}
    assert not any(told.values()), told


def test_an_input_output_error_is_a_storage_failure_too(trial_of, writes_of):
    trial = trial_of(SITE)
    assert not failed(trial, nth(writes_of(SITE), "fdatasync", "-wal", 5), "from", errno.EIO)


def test_a_run_that_could_not_be_noted_in_the_archive_is_not_ok(trial_of, writes_of):
    trial = trial_of(SITE)
    before_the_report = nth(writes_of(SITE), "create", "/runs/", 2) - 1
    assert not failed(trial, before_the_report, "once")


def test_an_article_to_ask_again_is_not_lost_when_noting_it_fails(trial_of, writes_of):
    trial = trial_of(SITE)
    before_the_feeds = nth(writes_of(SITE), "create", "/feeds/") - 2
    assert not failed(trial, before_the_feeds, "once")


def test_an_article_to_ask_again_is_not_lost_when_the_run_is_killed_at_its_end(trial_of, writes_of):
    trial = trial_of(SITE)
    assert not failed(trial, nth(writes_of(SITE), "create", "/runs/", last=True), "kill")


def test_a_full_disk_is_told_in_one_line(trial_of, writes_of):
    trial = trial_of(FIRST)
    data_dir = trial.begin("full")
    orders = {"FAILING_FOLDER": str(data_dir), "FAILING_AT": "150"}
    done = trial.bench.run(data_dir, *trial.job.args, env=orders)
    assert done.code == 3
    assert len(done.complaints) == 1, done.complaints
