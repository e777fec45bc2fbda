"""The published feeds: valid JSON Feed 1.1, whole, and views of the archive only."""

import datetime
import json

import pytest

from crawler.archive.store import Archive
from crawler.items import Article, Author, Origin, Passage, Story
from crawler.outputs import jsonfeed
from crawler.outputs.jsonfeed import file_stem, write_feeds

NOW = datetime.datetime(2024, 3, 12, 1, 2, 3, tzinfo=datetime.UTC)
SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


@pytest.fixture
def archive(tmp_path):
    opened = Archive.open(f"sqlite:///{tmp_path / 'archive.sqlite3'}")
    yield opened
    opened.close()


def put(archive, number, **fields):
    given = {
        "title": f"标题{number}",
        "body": f"正文{number}。",
        "date": datetime.date(2024, 1, 1),
        "spider": "example",
    }
    archive.put(Article(url=f"https://e.cn/{number}.html", **{**given, **fields}), NOW)


def load(folder, name):
    return json.loads((folder / name).read_text("utf-8"))


def test_an_empty_archive_gives_valid_empty_feeds(archive, tmp_path):
    folder = tmp_path / "feeds"
    assert [path.name for path in write_feeds(archive, folder, {"晉城": "140500"})] == ["all.json", "晉城.json"]
    for name in ("all.json", "晉城.json"):
        feed = load(folder, name)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["items"] == []


def test_fields_of_an_item(archive, tmp_path):
    put(
        archive,
        1,
        date_published=datetime.datetime(2024, 1, 1, 8, 30, tzinfo=SHANGHAI),
        authors=[Author(name="甲乙", role="reporter")],
        language="zh-Hant",
        localities=["晉城"],
        flagged=True,
        passages=[
            Passage(code="140500", paragraphs=(0, 0), text="正文1。"),
            Passage(code="330500", paragraphs=(0, 0), text="别处。"),
        ],
        story=Story(role="reprint", is_based_on=Origin(title="原题", outlet="某报", url="https://o.cn/1")),
        series_number=4,
    )
    put(archive, 2, title="无\x07时间\ud800", date=datetime.date(2023, 12, 31))
    write_feeds(archive, tmp_path, {"晉城": "140500"})
    first, second = load(tmp_path, "all.json")["items"]
    assert first["id"] == first["url"] == "https://e.cn/1.html"
    assert first["content_text"] == "正文1。"
    assert first["date_published"] == "2024-01-01T08:30:00+08:00"
    assert first["authors"] == [{"name": "甲乙"}]
    assert first["language"] == "zh-Hant"
    assert first["tags"] == ["晉城"]
    assert first["summary"] == "正文1。\n\n别处。"
    assert "next_page" not in first["_jijian"]
    assert first["external_url"] == "https://o.cn/1"
    assert first["_jijian"]["series_number"] == 4
    assert first["_jijian"]["flagged"] is True
    assert second["title"] == "无时间?"
    assert second["date_published"] == "2023-12-31T00:00:00+08:00"
    assert second["_jijian"]["date_published"] is None
    [own] = load(tmp_path, "晉城.json")["items"]
    assert own["id"] == first["id"]
    assert own["summary"] == "正文1。"  # the passages of that place only


def test_a_withdrawn_article_stays_marked(archive, tmp_path):
    put(archive, 1)
    archive.withdraw("https://e.cn/1.html", NOW)
    write_feeds(archive, tmp_path, {})
    [item] = load(tmp_path, "all.json")["items"]
    assert item["_jijian"]["withdrawn_at"] == "2024-03-12T01:02:03+00:00"


def test_a_long_feed_continues_and_shrinks_again(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(jsonfeed, "PAGE_SIZE", 2)
    for number in range(5):
        put(archive, number)
    write_feeds(archive, tmp_path, {})
    seen, name = [], "all.json"
    while name:
        feed = load(tmp_path, name)
        seen += [item["id"] for item in feed["items"]]
        name = feed.get("next_url")
    assert len(seen) == len(set(seen)) == 5
    write_feeds(archive, tmp_path, {}, address="https://news.example.cn/feeds/")
    assert load(tmp_path, "all.json")["next_url"] == "https://news.example.cn/feeds/all-2.json"
    assert load(tmp_path, "all-2.json")["feed_url"] == "https://news.example.cn/feeds/all-2.json"
    monkeypatch.setattr(jsonfeed, "PAGE_SIZE", 10)
    write_feeds(archive, tmp_path, {}, force=True)
    assert sorted(path.name for path in tmp_path.glob("*.json")) == ["all.json"]


def test_feeds_are_written_only_when_something_changed(archive, tmp_path):
    put(archive, 1)
    write_feeds(archive, tmp_path, {})
    (tmp_path / "all.json").write_text("{}")
    write_feeds(archive, tmp_path, {})
    assert load(tmp_path, "all.json") == {}
    put(archive, 2)
    write_feeds(archive, tmp_path, {})
    assert len(load(tmp_path, "all.json")["items"]) == 2
    (tmp_path / "all.json").unlink()
    write_feeds(archive, tmp_path, {})
    assert len(load(tmp_path, "all.json")["items"]) == 2


def test_a_new_article_rewrites_the_first_two_files_only(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(jsonfeed, "PAGE_SIZE", 10)
    for number in range(47):
        put(archive, number)
    write_feeds(archive, tmp_path, {})
    sizes = [len(load(tmp_path, name)["items"]) for name in ("all.json", "all-2.json", "all-3.json", "all-5.json")]
    assert sizes == [10, 7, 10, 10]
    for path in tmp_path.glob("*.json"):
        path.write_text("{}")
    put(archive, 99)
    write_feeds(archive, tmp_path, {})
    written = sorted(path.name for path in tmp_path.glob("*.json") if path.read_text() != "{}")
    assert written == ["all-2.json", "all.json"]
    write_feeds(archive, tmp_path, {}, force=True)
    seen, name = [], "all.json"
    while name:
        feed = load(tmp_path, name)
        seen += [int(item["title"][2:]) for item in feed["items"]]
        name = feed.get("next_url")
    assert seen == [99, *range(46, -1, -1)]


@pytest.mark.parametrize("name", ["../x", "a/b", "all", "", "x" * 200, "名 字", "..", "a\x00b"])
def test_no_name_leaves_the_folder(name):
    stem = file_stem(name)
    assert "/" not in stem
    assert not stem.startswith(".")
    assert stem != "all"
    assert len(stem) < 100


def test_a_place_name_is_its_own_file_name():
    assert file_stem("晉城") == "晉城"
