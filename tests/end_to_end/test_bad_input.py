"""A user's mistake is one line that names the thing, the place and the remedy; nothing saved is lost."""

import json
import os

import pytest

from crawler.paths import PROJECT


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["crawl"], ["which site"]),
        (["crawl", "cdci"], ["cdci", "ccdi"]),
        (["crawl", "no-such-site"], ["no-such-site"]),
        (["crawl", "sample", "-a", "sinse=2024-01-01"], ["sinse", "since"]),
        (["crawl", "sample", "-a", "since=2024-02-30"], ["2024-02-30"]),
        (["crawl", "sample", "-a", "since=2024-03-02", "-a", "until=2024-03-01"], ["after"]),
        (["crawl", "site"], ["url="]),
        (["crawl", "site", "-a", "url=www.example.gov.cn"], ["www.example.gov.cn", "https://"]),
        (["crawl", "site", "-a", "url=ftp://www.example.gov.cn/"], ["url="]),
        (["crawl", "sample", "-s", "DOWNLOAD_DELY=3"], ["DOWNLOAD_DELY", "DOWNLOAD_DELAY"]),
        (["crawl", "sample", "-s", "RETRY_TIMES=many"], ["RETRY_TIMES", "many"]),
        (["crawl", "sample", "-s", "HOST_MAP=nonsense"], ["HOST_MAP", "nonsense"]),
        (["crawl", "sample", "-O", "/no/such/folder/out.json"], ["/no/such/folder/out.json"]),
        (["crawl", "sample", "-O", "ftp://x.example/out.json"], ["ftp:"]),
        (["crawl", "sample", "-s", "LIST_PAGES_MAX=0"], ["LIST_PAGES_MAX", "from 1"]),
        (["crawl", "sample", "-s", "RECHECK_DAYS=nan"], ["RECHECK_DAYS"]),
        (["crawl", "sample", "-s", "LOG_LEVEL=LOUD"], ["LOG_LEVEL", "LOUD"]),
        (["crawl", "sample", "-s", "ARCHIVE_URL=nonsense"], ["ARCHIVE_URL"]),
        (["health", "nobody"], ["nobody"]),
        (["feeds", "all"], ["all"]),
    ],
)
def test_wrong_usage(scrapy, data_dir, args, words):
    ran = scrapy(*args)
    assert ran.code == 2
    ran.assert_one_line_error(*words)
    assert not (data_dir / "feeds").exists()


@pytest.mark.parametrize(
    ("name", "value"), [("RECHECK_DAYS", "abc"), ("RAW_PAGES", "maybe"), ("LIST_PAGES_MAX", "many")]
)
def test_a_setting_of_the_environment(scrapy, name, value):
    for command in (["crawl", "sample"], ["health"]):
        ran = scrapy(*command, env={name: value})
        assert ran.code == 2
        ran.assert_one_line_error(name, value)


def test_an_empty_data_dir(scrapy):
    ran = scrapy("feeds", DATA_DIR="")
    assert ran.code == 2
    ran.assert_one_line_error("DATA_DIR")


def test_an_export_that_fails_is_said(scrapy):
    ran = scrapy("crawl", "sample", "-O", "/dev/full:jsonl")
    assert ran.code == 3
    assert "/dev/full" in ran.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('[[locality]]\nname = "晉城\n', ["line 2"]),
        ('[[locality]]\nname = "不存在的城市"\n', ["不存在的城市"]),
        ('[[locality]]\nnam = "晉城"\n', ["nam"]),
        ('[[locality]]\nname = "城区"\n', ["城区", "140502"]),
    ],
)
def test_a_broken_localities_file(scrapy, tmp_path, content, words):
    path = tmp_path / "localities.toml"
    path.write_text(content, "utf-8")
    ran = scrapy("crawl", "sample", LOCALITIES_FILE=path)
    assert ran.code == 2
    ran.assert_one_line_error("localities.toml", *words)


def test_a_missing_localities_file(scrapy, tmp_path):
    ran = scrapy("crawl", "sample", LOCALITIES_FILE=tmp_path / "none.toml")
    assert ran.code == 2
    ran.assert_one_line_error("none.toml")


def test_an_unreachable_host(scrapy, data_dir):
    ran = scrapy("crawl", "site", "-a", "url=http://no-such-host.invalid/list/", RETRY_TIMES=0)
    assert ran.code == 1
    assert "Traceback" not in ran.err
    [report] = [json.loads(path.read_text("utf-8")) for path in (data_dir / "runs").glob("*.json")]
    assert report["verdict"] == "unreachable"


def test_loopback_is_out_of_reach_unless_allowed(scrapy, stand_in):
    server = stand_in(lambda path, headers: (200, {"Content-Type": "text/html"}, b"<html></html>"))
    for host in ("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1"):
        ran = scrapy("crawl", "site", "-a", f"url=http://{host}:{server.port}/", RETRY_TIMES=0)
        assert ran.code == 1, host
    assert server.requests == []
    scrapy("crawl", "site", "-a", f"url=http://localhost:{server.port}/", ALLOW_HOSTS=f"localhost:{server.port}")
    assert "/" in server.requests


def test_a_gate_page_with_status_200(scrapy, stand_in, data_dir):
    gate = b"<html><head><script>document.cookie='C3VK=1';window.open('/','_self')</script></head></html>"
    server = stand_in(lambda path, headers: (404 if "robots" in path else 200, {"Content-Type": "text/html"}, gate))
    host = f"127.0.0.1:{server.port}"
    ran = scrapy("crawl", "site", "-a", f"url=http://{host}/list/", ALLOW_HOSTS=host)
    assert ran.code == 1
    assert f"site http://{host}/list/: blocked" in ran.out


def test_a_data_folder_that_cannot_be_written(scrapy, tmp_path):
    (tmp_path / "file").write_text("in the way")
    ran = scrapy("crawl", "sample", DATA_DIR=tmp_path / "file" / "data")
    assert ran.code == 3
    ran.assert_one_line_error("DATA_DIR", str(tmp_path / "file"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_data_folder(scrapy, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o555)
    ran = scrapy("crawl", "sample", DATA_DIR=folder)
    assert ran.code == 3
    ran.assert_one_line_error("DATA_DIR")


def test_an_archive_that_is_none_is_left_alone(scrapy, data_dir):
    data_dir.mkdir(parents=True)
    (data_dir / "archive.sqlite3").write_bytes(b"this is somebody's text file, not a database")
    ran = scrapy("crawl", "sample")
    assert ran.code == 3
    ran.assert_one_line_error("archive.sqlite3")
    assert (data_dir / "archive.sqlite3").read_bytes().startswith(b"this is")


def test_a_failed_run_loses_nothing(scrapy, data_dir, tmp_path):
    assert scrapy("crawl", "sample").code == 0
    before = (data_dir / "feeds" / "all.json").read_bytes()
    bad = tmp_path / "localities.toml"
    bad.write_text("[[locality]]\n", "utf-8")
    assert scrapy("crawl", "sample", LOCALITIES_FILE=bad).code == 2
    assert (data_dir / "feeds" / "all.json").read_bytes() == before


def test_scrapy_list_needs_nothing(scrapy):
    assert set(scrapy("list").out.split()) >= {"ccdi", "sample", "site"}
    assert PROJECT.joinpath("scrapy.cfg").exists()
