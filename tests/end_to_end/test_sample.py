"""`scrapy crawl sample`: the embedded site's truth, in every field."""

import json

import pytest

from crawler.paths import PROJECT

TRUTH = [json.loads(line) for line in (PROJECT / "crawler/sample/truth.jsonl").read_text("utf-8").splitlines()]
# Fields that a truth row gives and the item holds under the same name.
PLAIN = [
    "title", "kicker", "subtitle", "date", "date_published", "series_title", "series_number", "series_part", "headline",
    "source", "editor", "section", "language", "body", "localities",
]  # fmt: skip


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """The articles of one crawl, by address; made once for all rows of the truth."""
    import os
    import subprocess
    import sys

    folder = tmp_path_factory.mktemp("sample")
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "sample",
        "-s",
        f"DATA_DIR={folder}",
        "-O",
        f"{folder}/run.jsonl",
    ]
    env = {name: value for name, value in os.environ.items() if name in ("HOME", "PATH")}
    done = subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    rows = [json.loads(line) for line in (folder / "run.jsonl").read_text("utf-8").splitlines()]
    return {row["url"]: row for row in rows}


def test_every_article_once_and_nothing_else(crawled):
    assert sorted(crawled) == sorted(row["url"] for row in TRUTH)
    assert len(TRUTH) >= 55


@pytest.mark.parametrize("truth", TRUTH, ids=lambda row: row["url"].rpartition("_")[2])
def test_truth(crawled, truth):
    item = crawled[truth["url"]]
    assert {name: item[name] for name in PLAIN} == {name: truth[name] for name in PLAIN}
    assert item["authors"] == truth["authors"]
    assert len(item["mentions"]) == truth["mention_count"]
    assert [{key: one[key] for key in ("paragraphs", "lead_in", "text")} for one in item["passages"]] == truth[
        "passages"
    ]
    assert item["flagged"] is bool(truth["localities"])
    if truth.get("story"):
        assert item["story"]["role"] == truth["story"]["role"]
        based_on = item["story"]["is_based_on"]
        assert {name: based_on[name] for name in truth["story"]["is_based_on"]} == truth["story"]["is_based_on"]


def test_offsets_hold_in_the_body_as_exported(crawled):
    for item in crawled.values():
        for mention in item["mentions"]:
            assert item["body"][mention["start"] : mention["end"]] == mention["text"]
            assert item["body"][: mention["start"]].count("\n") == mention["paragraph"]


def test_a_second_run_adds_nothing_and_asks_for_lists_only(scrapy, data_dir):
    first = scrapy("crawl", "sample", RECHECK_DAYS=0)
    before = (data_dir / "feeds" / "all.json").read_bytes()
    second = scrapy("crawl", "sample", RECHECK_DAYS=0)
    assert (first.code, second.code) == (0, 0)
    assert (data_dir / "feeds" / "all.json").read_bytes() == before
    report = json.loads(max((data_dir / "runs").glob("*.json")).read_text("utf-8"))
    assert report["stored"] == {}
    assert report["fetched"] == report["rejected"].get("gate", 0)  # a wall may be gone: only that is tried again


def test_feeds_per_place_and_health(scrapy, data_dir):
    assert scrapy("crawl", "sample").code == 0
    place = json.loads((data_dir / "feeds" / "晉城.json").read_text("utf-8"))
    assert len(place["items"]) == sum("晉城" in row["localities"] for row in TRUTH)
    (data_dir / "feeds" / "all.json").unlink()
    again = scrapy("feeds")
    assert again.code == 0
    assert str(data_dir / "feeds" / "all.json") in again.out
    health = scrapy("health")
    assert health.code == 0
    assert "sample" in health.out
    assert "ok" in health.out
