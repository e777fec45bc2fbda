"""Several commands on one data folder at once: each is whole, and so is what they leave."""

from __future__ import annotations

import shutil

from tests.torture import state
from tests.torture.bench import CRAWL, FLAG, MORE_PLACES
from tests.torture.test_signals import when


def test_of_two_crawls_of_one_site_the_second_names_the_first_and_leaves(trial_of):
    trial = trial_of(CRAWL)
    data_dir = trial.begin("two crawls")
    first = trial.bench.start(data_dir, *CRAWL.args)
    when(lambda: trial.bench.site.articles_asked)
    second = trial.bench.run(data_dir, *CRAWL.args)
    assert not first.ended.is_set(), "the first one was too quick for this test"
    assert second.code == 1
    assert str(first.pid) in second.err
    assert "Traceback" not in second.err
    assert first.wait().code == 0
    assert not trial.unfinished(data_dir)
    assert len(trial.bench.site.articles_asked) == trial.bench.site.count


def test_feeds_written_again_and_again_while_a_crawl_runs_are_whole_and_end_as_the_archive(trial_of):
    trial = trial_of(CRAWL)
    data_dir = trial.begin("feeds meanwhile")
    crawl = trial.bench.start(data_dir, *CRAWL.args)
    when(lambda: trial.bench.site.articles_asked)
    written = 0
    while not crawl.ended.is_set() or not written:
        feeds = trial.bench.run(data_dir, "feeds")
        assert feeds.code == 0, feeds.err
        assert not state.torn(data_dir)
        written += 1
    assert crawl.code == 0, crawl.err
    assert not trial.unfinished(data_dir)


def test_flagging_while_a_crawl_runs_leaves_all_whole_and_flagging_again_brings_the_truth(trial_of):
    trial = trial_of(FLAG)
    trial.bench.site.asked.clear()
    data_dir = trial.bench.data_dir("flag meanwhile")
    crawl = trial.bench.start(data_dir, *CRAWL.args)
    when(lambda: len(trial.bench.site.articles_asked) > 5)
    for _ in range(3):
        flag = trial.bench.run(data_dir, "flag", LOCALITIES_FILE=MORE_PLACES)
        assert flag.code == 0, flag.err
        assert not state.torn(data_dir)
    assert crawl.wait().code == 0, crawl.err
    assert not trial.finish(data_dir)


def test_two_first_commands_at_once_make_one_archive(trial_of):
    trial = trial_of(CRAWL)
    for number in range(4):
        data_dir = trial.begin(f"first commands {number}")
        crawl = trial.bench.start(data_dir, *CRAWL.args)
        others = [trial.bench.start(data_dir, name) for name in ("feeds", "health", "flag")]
        for one in others:
            assert one.wait().code in (0, 1), one.err
            assert "Traceback" not in one.err
        assert crawl.wait().code == 0, crawl.err
        done = trial.bench.run(data_dir, "feeds")
        assert done.code == 0, done.err
        assert not trial.unfinished(data_dir)
        shutil.rmtree(data_dir)
