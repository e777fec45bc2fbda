"""A run that is asked to stop does so soon, says so, and the next one brings what is missing."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing

import pytest

from tests.torture import state
from tests.torture.bench import BRIEF, CRAWL, FEEDS, FLAG, LONG

SOON = 10.0
BOTH = pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
ONE_OF_BOTH = pytest.mark.parametrize(
    "number", [pytest.param(signal.SIGTERM, id="SIGTERM"), pytest.param(signal.SIGINT, id="SIGINT", marks=LONG)]
)


@pytest.fixture
def trial(trial_of):
    trial = trial_of(CRAWL)
    yield trial
    trial.bench.site.held = {}
    trial.bench.site.before_answer = trial.bench.site.after_answer = lambda path: None


def when(condition, timeout=20.0):
    """Wait until something is so."""
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)


def begun(trial, name, **settings):
    """A crawl of which the third article is asked for just now."""
    data_dir = trial.begin(name)
    command = trial.bench.start(data_dir, *CRAWL.args, **settings)
    when(lambda: len(trial.bench.site.articles_asked) >= 3)
    return data_dir, command


def stopped(trial, data_dir, command, since):
    """Check the way a crawl ended."""
    ended = command.ended.wait(max(0.0, since + SOON - time.monotonic()))
    command.kill()
    assert ended, f"not ended {SOON} s after the signal"
    assert command.code == 1, command.out + command.err
    assert state.reports(data_dir)[-1]["verdict"] == "interrupted"
    assert "Traceback" not in command.err
    assert not trial.wrong_at_once(data_dir)
    trial.bench.site.held = {}
    assert not trial.finish(data_dir)


@BOTH
def test_a_crawl_ends_at_a_signal_with_its_report_and_the_next_one_completes_it(trial, number):
    data_dir, command = begun(trial, "signal")
    since = time.monotonic()
    command.send(number)
    stopped(trial, data_dir, command, since)


@ONE_OF_BOTH
def test_a_crawl_ends_soon_while_a_page_does_not_answer(trial, number):
    path = trial.bench.site.path(38)

    def hang():
        when(lambda: command.ended.is_set(), 50)

    trial.bench.site.held = {path: hang}
    data_dir = trial.begin("hanging")
    command = trial.bench.start(data_dir, *CRAWL.args)
    when(lambda: path in trial.bench.site.asked)
    since = time.monotonic()
    command.send(number)
    stopped(trial, data_dir, command, since)


@ONE_OF_BOTH
def test_a_crawl_ends_soon_while_it_waits_as_a_server_asked_it_to(trial, number):
    path = trial.bench.site.path(38)
    trial.bench.site.held = {path: lambda: (503, {"Retry-After": "60"}, b"<html><body>busy</body></html>")}
    data_dir = trial.begin("waiting")
    command = trial.bench.start(data_dir, *CRAWL.args, RETRY_TIMES=2)
    when(lambda: path in trial.bench.site.asked)
    time.sleep(0.3)
    since = time.monotonic()
    command.send(number)
    stopped(trial, data_dir, command, since)


@ONE_OF_BOTH
def test_a_crawl_ends_soon_while_another_program_holds_the_archive(trial, number):
    data_dir, command = begun(trial, "held")
    with closing(sqlite3.connect(data_dir / "archive.sqlite3", isolation_level=None, timeout=20)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(0.5)
        since = time.monotonic()
        command.send(number)
        ended = command.ended.wait(SOON)
        other.execute("ROLLBACK")
    assert ended, f"not ended {SOON} s after the signal"
    stopped(trial, data_dir, command, since)


def test_a_second_signal_ends_a_crawl_at_once_and_the_report_says_interrupted(trial):
    path = trial.bench.site.path(38)
    trial.bench.site.held = {path: lambda: when(lambda: command.ended.is_set(), 50)}
    data_dir = trial.begin("twice")
    command = trial.bench.start(data_dir, *CRAWL.args)
    when(lambda: path in trial.bench.site.asked)
    command.send(signal.SIGTERM)
    time.sleep(0.5)
    command.send(signal.SIGTERM)
    assert command.ended.wait(SOON), "did not end"
    assert command.code in (1, -signal.SIGTERM)  # Twisted hands the second one on
    assert state.reports(data_dir)[-1]["verdict"] == "interrupted"
    assert not trial.wrong_at_once(data_dir)
    trial.bench.site.held = {}
    assert not trial.finish(data_dir)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGTERM, id="SIGTERM"),
        pytest.param(signal.SIGINT, id="SIGINT"),
    ],
)
@pytest.mark.parametrize("job", [FLAG, FEEDS, BRIEF], ids=lambda job: job.name)
def test_a_command_ends_at_a_signal_without_traceback_and_leaves_all_whole(trial_of, job, number):
    trial = trial_of(job)
    data_dir = trial.begin("signal")
    command = trial.bench.start(data_dir, *job.args, **job.settings)
    time.sleep(trial.duration / 2)
    command.send(number)
    command.wait(SOON)
    assert not trial.wrong_at_once(data_dir)
    assert not trial.finish(data_dir)
    assert "Traceback" not in command.err
    assert command.code in (0, 1, 130, -number)  # 0: it was faster than the signal
