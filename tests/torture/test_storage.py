"""Archives that are locked, damaged, foreign, newer or gone: one line and exit code 3, and nothing is made worse."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import time
from contextlib import closing

import pytest

from crawler.archive.sqlite import BUSY_SECONDS
from tests.torture import state
from tests.torture.bench import FLAG, LONG, SITE


@pytest.fixture
def trial(trial_of):
    return trial_of(SITE)


def digest(data_dir):
    return hashlib.sha256((data_dir / "archive.sqlite3").read_bytes()).hexdigest()


def assert_refused(done):
    assert done.code == 3, done.out + done.err
    assert len(done.complaints) == 1, done.err
    assert "Traceback" not in done.err
    assert "Exception ignored" not in done.err


def test_a_crawl_waits_for_another_program_that_holds_the_archive(trial):
    data_dir = trial.begin("held")
    with closing(sqlite3.connect(data_dir / "archive.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        command = trial.bench.start(data_dir, *SITE.args)
        time.sleep(3)
        assert not command.ended.is_set()
        other.execute("ROLLBACK")
    assert command.wait().code == 0, command.err
    assert not trial.finish(data_dir)


@LONG
@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
@pytest.mark.parametrize(
    "job",
    [
        SITE,
        FLAG,
    ],
    ids=lambda job: job.name,
)
def test_an_archive_that_stays_locked_ends_a_command_in_one_line(trial_of, how, job):
    trial = trial_of(job)
    data_dir = trial.begin("locked")
    with closing(sqlite3.connect(data_dir / "archive.sqlite3", isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        command = trial.bench.start(data_dir, *job.args, **job.settings)
        assert command.ended.wait(150)
        other.execute("ROLLBACK")
    assert_refused(command)
    assert "locked" in command.complaints[0]
    assert command.took < BUSY_SECONDS + 10
    assert not trial.finish(data_dir)


COMMANDS = pytest.mark.parametrize(
    "args", [SITE.args, ("feeds",), ("flag",), ("brief",), ("health",)], ids=lambda a: a[0]
)


@COMMANDS
def test_what_is_no_database_is_refused_and_left_alone(trial, args):
    data_dir = trial.begin("text")
    (data_dir / "archive.sqlite3").write_text("样板文章的清单\n" * 400, "utf-8")
    before = digest(data_dir)
    assert_refused(trial.bench.run(data_dir, *args))
    assert digest(data_dir) == before


@COMMANDS
def test_a_truncated_archive_is_refused_and_left_alone(trial, args):
    data_dir = trial.begin("truncated")
    with (data_dir / "archive.sqlite3").open("r+b") as file:
        file.truncate(file.seek(0, 2) // 2)
    assert_refused(trial.bench.run(data_dir, *args))


@pytest.mark.parametrize("seed", range(4))
def test_random_bytes_in_the_archive_never_end_in_a_traceback(trial, seed):
    data_dir = trial.begin("damaged")
    path = data_dir / "archive.sqlite3"
    drawn = random.Random(seed)
    whole = bytearray(path.read_bytes())
    for _ in range(6):
        start = drawn.randrange(4096, len(whole) - 600)
        whole[start : start + 600] = drawn.randbytes(600)
    path.write_bytes(whole)
    for args in (SITE.args, ("feeds",), ("flag",), ("brief", "--quiet"), ("health",)):
        done = trial.bench.run(data_dir, *args)
        assert "Traceback" not in done.err, f"{args}: {done.err[-1500:]}"
        assert done.code in (0, 1, 3), f"{args}: {done.code}"
        assert not state.torn(data_dir)


def test_an_empty_file_in_the_archives_place_becomes_an_archive(trial):
    data_dir = trial.begin("empty")
    (data_dir / "archive.sqlite3").write_bytes(b"")
    for _ in range(2):
        assert trial.bench.run(data_dir, *SITE.args).code == 0
        trial.job.afterwards(trial.bench.site)
    assert {row[0] for row in state.content(data_dir)["articles"]} == {row[0] for row in trial.expected["articles"]}


@COMMANDS
def test_an_archive_of_a_newer_program_is_refused_and_left_alone(trial, args):
    data_dir = trial.begin("newer")
    with closing(sqlite3.connect(data_dir / "archive.sqlite3")) as archive:
        archive.execute("UPDATE schema_version SET version = 999")
        archive.commit()
    before = digest(data_dir)
    done = trial.bench.run(data_dir, *args)
    assert_refused(done)
    assert "999" in done.complaints[0]
    assert digest(data_dir) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write to everything")
@COMMANDS
@pytest.mark.parametrize("what", ["file", "folder"])
def test_an_archive_that_must_not_be_written_is_read_by_those_that_read(trial, args, what):
    data_dir = trial.begin("read only")
    place = data_dir / "archive.sqlite3" if what == "file" else data_dir
    place.chmod(0o444 if what == "file" else 0o555)
    try:
        done = trial.bench.run(data_dir, *args)
    finally:
        place.chmod(0o644 if what == "file" else 0o755)
    assert "Traceback" not in done.err
    assert done.code in ((0, 1, 3) if args[0] in ("feeds", "brief", "health") else (3,)), done.err
    assert not trial.finish(data_dir)


def removed_meanwhile(trial, name, remove):
    """Run a crawl, and remove something when its second article is asked for."""
    data_dir = trial.begin(name)
    met = []

    def hook(path):
        met.append(path)
        if len(met) == 2:
            remove(data_dir)

    trial.bench.site.before_answer = hook
    try:
        return data_dir, trial.bench.run(data_dir, *SITE.args)
    finally:
        trial.bench.site.before_answer = lambda path: None


def test_an_archive_removed_while_a_crawl_runs_is_a_storage_failure(trial):
    def remove(data_dir):
        for path in data_dir.glob("archive.sqlite3*"):
            path.unlink()

    _, done = removed_meanwhile(trial, "removed", remove)
    assert "Traceback" not in done.err
    assert done.code == 3, done.out + done.err


def test_feeds_are_not_emptied_because_the_archive_was_removed_while_a_crawl_ran(trial):
    def remove(data_dir):
        for path in data_dir.glob("archive.sqlite3*"):
            path.unlink()

    data_dir, _ = removed_meanwhile(trial, "removed", remove)
    assert state.feeds(data_dir)["all.json"].count('"id": "http') >= 3


def test_a_data_folder_removed_while_a_crawl_runs_is_a_storage_failure(trial):
    _, done = removed_meanwhile(trial, "all removed", lambda data_dir: shutil.rmtree(data_dir))
    assert "Traceback" not in done.err
    assert done.code == 3, done.out + done.err
