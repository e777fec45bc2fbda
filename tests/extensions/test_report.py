"""The run report has the fields that docs/report.schema.json says, also when the run was killed."""

import json

import pytest
from pydantic import ConfigDict, TypeAdapter

from crawler.extensions.report import RunReport


def assert_as_documented(report):
    class Exactly(RunReport):
        __pydantic_config__ = ConfigDict(extra="forbid", strict=False)

    TypeAdapter(Exactly).validate_python(report)


@pytest.fixture
def reports(data_dir):
    return lambda: [json.loads(path.read_text("utf-8")) for path in sorted((data_dir / "runs").glob("*.json"))]


def test_a_run_of_the_sample(scrapy, reports):
    assert scrapy("crawl", "sample").code == 0
    [report] = reports()
    assert_as_documented(report)
    assert next(iter(report)) == "spider"
    assert (report["verdict"], report["exit"], report["complete"]) == ("ok", 0, True)
    assert report["fill"]["title"] == 1.0
    assert set(report["addresses"]) == set(report["rejected"])
    assert report["requests"] > report["fetched"] > report["stored"]["new"] > report["flagged"] > 0


def test_a_run_that_reached_nothing(scrapy, reports):
    assert scrapy("crawl", "site", "-a", "url=http://no-such-host.invalid/list/", RETRY_TIMES=0).code == 1
    [report] = reports()
    assert_as_documented(report)
    assert (report["verdict"], report["exit"], report["complete"]) == ("unreachable", 1, False)
