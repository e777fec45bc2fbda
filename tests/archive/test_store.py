"""The archive on a real file: once each, revisions, addresses, runs."""

import datetime
import json
import sqlite3

import pytest

from crawler.archive.errors import ArchiveError
from crawler.archive.schema import MIGRATIONS
from crawler.archive.standing import Found, Standing, Walked
from crawler.archive.store import Archive
from crawler.items import Article, Page

NOW = datetime.datetime(2024, 3, 12, 1, 2, 3, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(days=1)
URL = "https://www.example.gov.cn/yaowen/202403/t20240312_1.html"


def left_behind(archive, run_key, most):
    """Addresses that are asked for again, with their sections."""
    return [(one.url, one.section) for one in archive.pending(run_key, most)]


def article(url=URL, body="第一段。\n第二段。", **fields):
    given = {"title": "标题", "date": datetime.date(2024, 3, 12), "spider": "example", "site": "example", **fields}
    return Article(url=url, body=body, **given)


@pytest.fixture
def archive(tmp_path):
    opened = Archive.open(f"sqlite:///{tmp_path / 'a b' / 'archive.sqlite3'}")
    yield opened
    opened.close()


def test_an_article_is_stored_once(archive):
    assert archive.put(article(), NOW) == "new"
    assert archive.put(article(), LATER) == "unchanged"
    [stored] = archive.articles()
    assert stored["fetched_at"] == "2024-03-12T01:02:03+00:00"
    assert stored["revision"] == 1


def test_a_changed_text_is_a_revision_and_the_old_one_stays(archive):
    archive.put(article(), NOW)
    assert archive.put(article(body="第一段，更正。"), LATER) == "changed"
    [stored] = archive.articles()
    assert (stored["revision"], stored["body"]) == (2, "第一段，更正。")
    assert stored["fetched_at"].startswith("2024-03-12")
    with archive._engine.connect() as connection:
        [(old,)] = connection.exec_driver_sql("SELECT item FROM revisions").all()
    assert json.loads(old)["body"] == "第一段。\n第二段。"


@pytest.mark.parametrize(
    "spelling",
    [
        "http://www.example.gov.cn/yaowen/202403/t20240312_1.html",
        "https://www.example.gov.cn/yaowen/202403/t20240312_1_m.html",
        "https://www.example.gov.cn:443/yaowen/202403/t20240312_1.html#top",
        "https://WWW.example.gov.cn/yaowen/202403/t20240312_1.html?utm_source=x",
    ],
)
def test_every_spelling_of_an_address_is_known(archive, spelling):
    archive.put(article(), NOW)
    assert archive.known(spelling) is not None
    assert archive.put(article(url=spelling), LATER) == "unchanged"
    assert archive.count() == 1


def test_asked_and_final_address_are_both_known(archive):
    moved = article()
    moved.page = Page(asked_url="https://www.example.gov.cn/go?id=7", etag='"x"')
    archive.put(moved, NOW)
    known = archive.known("https://www.example.gov.cn/go?id=7")
    assert known is not None
    assert (known.etag, known.first_stored) == ('"x"', NOW)
    assert archive.known("https://www.example.gov.cn/go?id=8") is None


def test_the_same_text_under_another_address_of_the_site_is_the_same_article(archive):
    archive.put(article(), NOW)
    copy = "https://www.example.gov.cn/toutiao/202403/t20240314_9.html"
    assert archive.put(article(url=copy), NOW) == "copy"
    assert archive.known(copy) is not None
    [stored] = archive.articles()
    assert stored["url"] == URL  # the first address stays the article's


def test_copies_on_two_sites_share_a_story(archive):
    archive.put(article(), NOW)
    archive.put(article(url="https://other.example.cn/1.html", spider="other", site="other"), NOW)
    first, second = sorted(archive.articles(), key=lambda one: one["spider"])
    assert first["story"]["id"] == second["story"]["id"]
    assert (first["story"]["role"], second["story"]["role"]) == ("original", "reprint")


def test_a_withdrawn_article_stays_marked(archive):
    archive.put(article(), NOW)
    assert archive.withdraw(URL, LATER)
    assert not archive.withdraw(URL, LATER)
    assert not archive.withdraw("https://nowhere.example/", LATER)
    [stored] = archive.articles()
    assert stored["withdrawn_at"] == "2024-03-13T01:02:03+00:00"
    assert stored["body"]


def test_articles_by_watched_name_newest_first(archive):
    for day in (3, 5, 4):
        place = ["晉城"] if day != 4 else []
        date = datetime.date(2024, 3, day)
        archive.put(article(url=f"https://e.cn/{day}.html", body=f"第{day}日。", date=date, localities=place), NOW)
    assert [one["date"] for one in archive.articles(watched_name="晉城")] == ["2024-03-05", "2024-03-03"]
    assert len(list(archive.articles())) == 3
    assert list(archive.articles(watched_name="高平")) == []
    assert archive.newest_day("example") == datetime.date(2024, 3, 5)


def test_rejected_addresses_are_remembered_for_a_while(archive):
    archive.note_rejected({URL: "list"}, NOW)
    archive.note_rejected({URL: "gone"}, NOW)
    assert archive.standing([URL], "", NOW - datetime.timedelta(days=1))[URL].settled
    assert not archive.standing([URL], "", LATER)[URL].settled


def test_a_run_without_end_is_on_record(archive):
    begun = {"started_at": NOW.isoformat(), "verdict": "interrupted", "cause": "killed before its end"}
    number = archive.start_run("example", begun)
    assert archive.last_runs("example") == [begun]
    ended = {**begun, "finished_at": LATER.isoformat(), "verdict": "ok", "cause": ""}
    archive.finish_run(number, ended)
    assert archive.last_runs("example") == [ended]
    assert archive.run_keys() == ["example"]


def test_the_listing_changes_with_every_change_that_shows(archive):
    states = [archive.listing()]
    for change in (
        lambda: archive.put(article(), NOW),
        lambda: archive.put(article(body="新。"), NOW),
        lambda: archive.withdraw(URL, NOW),
        lambda: archive.put(article(url="https://e.cn/2.html", body="二。", localities=["晉城"]), NOW),
    ):
        change()
        assert archive.listing() not in states
        states.append(archive.listing())
    assert [number for number, _ in archive.listing()] == [2, 1]


def test_an_article_that_comes_again_as_it_was_changes_nothing(archive):
    archive.put(article(), NOW)
    before = archive.listing()
    assert archive.put(article(), LATER) == "unchanged"
    assert archive.listing() == before
    assert archive.put(article(localities=["晉城"], flagged=True), LATER) == "unchanged"
    assert archive.listing() != before
    assert archive.watched_numbers("晉城") == {1}


def test_how_the_addresses_of_a_list_stand(archive):
    others = [f"https://www.example.gov.cn/{number}.html" for number in range(1200)]
    archive.put(article(), NOW)
    archive.note_rejected({others[0]: "list"}, NOW)
    archive.note_listed("要闻", {URL: "标题"})
    standing = archive.standing([URL, *others], "要闻", NOW)
    assert standing[URL] == Standing(stored=True, title="标题")
    assert standing[others[0]] == Standing(settled=True)
    assert [standing[url] for url in others[1:]] == [Standing()] * 1199


def test_a_file_that_is_no_archive_is_refused_and_kept(tmp_path):
    path = tmp_path / "archive.sqlite3"
    content = b"no database at all, only some text that is long enough"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"archive\.sqlite3"):
        Archive.open(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_an_archive_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "archive.sqlite3"
    Archive.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_version SET version = ?", (len(MIGRATIONS) + 1,))
    with pytest.raises(ArchiveError, match="update the program"):
        Archive.open(f"sqlite:///{path}")


def test_a_folder_in_the_way_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError) as why:
        Archive.open(f"sqlite:///{tmp_path / 'file' / 'archive.sqlite3'}")
    assert "\n" not in str(why.value)


def test_a_copy_that_goes_does_not_withdraw_the_article(archive):
    copy = "https://www.example.gov.cn/toutiao/202403/t20240314_9.html"
    archive.put(article(), NOW)
    archive.put(article(url=copy), NOW)
    assert not archive.withdraw(copy, LATER)
    assert archive.known(copy) is None
    assert archive.withdraw(URL, LATER)


def test_an_article_whose_copy_lives_on_is_not_withdrawn(archive):
    archive.put(article(), NOW)
    archive.put(article(url="https://www.example.gov.cn/toutiao/202403/t20240314_9.html"), NOW)
    assert not archive.withdraw(URL, LATER)
    [stored] = archive.articles()
    assert stored["withdrawn_at"] is None


def test_what_was_left_behind_is_remembered_until_it_is_stored(archive):
    left = {URL: ("要闻", "http_503"), "https://www.example.gov.cn/2.html": (None, "gate")}
    archive.note_pending("example", left)
    archive.note_pending("example", {URL: ("要闻", "gate")})
    assert sorted(left_behind(archive, "example", 9)) == sorted(
        [(URL, "要闻"), ("https://www.example.gov.cn/2.html", None)]
    )
    assert left_behind(archive, "example", 2) == [("https://www.example.gov.cn/2.html", None)]
    assert left_behind(archive, "other", 9) == []
    archive.put(article(), NOW)
    assert left_behind(archive, "example", 9) == [("https://www.example.gov.cn/2.html", None)]


def test_listed_titles_are_kept_by_section(archive):
    archive.note_listed("要闻", {URL: "长标题"})
    archive.note_listed("头条", {URL: "短"})
    archive.note_listed("要闻", {URL: "新标题"})
    titles = [archive.standing([URL], section, NOW)[URL].title for section in ("要闻", "头条", "评论")]
    assert titles == ["新标题", "短", None]


def test_a_list_of_any_length_is_kept(archive):
    titles = {f"https://www.example.gov.cn/{number}.html": f"第{number}" for number in range(40_000)}
    archive.note_listed("要闻", titles)
    archive.note_listed("要闻", titles)
    url = "https://www.example.gov.cn/39999.html"
    assert archive.standing([url], "要闻", NOW)[url].title == "第39999"


def test_a_foreign_database_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(ArchiveError, match="another program"):
        Archive.open(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


def test_reading_does_not_wait_for_a_writer(archive, tmp_path):
    archive.put(article(), NOW)
    path = tmp_path / "a b" / "archive.sqlite3"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    second = Archive.open(f"sqlite:///{path}")
    assert second.count() == 1
    second.close()
    writer.execute("ROLLBACK")
    writer.close()


def test_an_archive_of_the_first_version_gets_the_indexes_of_today(tmp_path):
    path = tmp_path / "archive.sqlite3"
    opened = Archive.open(f"sqlite:///{path}")
    opened.put(article(), NOW)
    opened.close()

    def indexes():
        with sqlite3.connect(path) as connection:
            return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}

    today = indexes()
    with sqlite3.connect(path) as connection:
        for name in ("articles_in_order", "articles_by_site_and_day", "articles_by_arrival", "articles_by_text"):
            connection.execute(f"DROP INDEX {name}")
        connection.execute("CREATE INDEX articles_by_day ON articles (date, id)")
        connection.execute("CREATE INDEX articles_by_content ON articles (site, content_sha256)")
        connection.execute("UPDATE schema_version SET version = 1")
    opened = Archive.open(f"sqlite:///{path}")
    assert opened.put(article(), LATER) == "unchanged"
    opened.close()
    assert indexes() == today


# -- the text of something else --------------------------------------------------------------------------------

TITLE = "临河县委原常委、统战部部长方某某接受审查调查"
BODY = "临河县委原常委、统战部部长方某某涉嫌严重违纪违法，目前正接受市纪委监委纪律审查和监察调查。"
NOTICE = {
    "title": "设备更新通告",
    "body": "为给您带来更好的浏览体验，本站将于周末更新设备，期间可能短时无法打开，敬请谅解。",
}


def stored_texts(archive):
    return sorted((one["title"], one["body"], one["revision"]) for one in archive.articles())


def test_a_notice_at_the_address_of_an_article_does_not_replace_it(archive):
    archive.put(article(title=TITLE, body=BODY), NOW)
    assert archive.put(article(**NOTICE), LATER) == "other"
    assert stored_texts(archive) == [(TITLE, BODY, 1)]


def test_a_reworded_headline_is_a_revision(archive):
    archive.put(article(title=TITLE, body=BODY), NOW)
    shorter = {"title": "方某某被查", "body": BODY.replace("目前", "现")}
    assert archive.put(article(**shorter), LATER) == "changed"


def test_a_stored_text_under_an_address_announced_as_something_else_is_refused(archive):
    archive.put(article(title=TITLE, body=BODY), NOW)
    elsewhere = article(url=URL.replace("_1.", "_2."), title=TITLE, body=BODY)
    elsewhere.page = Page(asked_url=elsewhere.url, announced="清水镇聚焦惠农补贴开展专项检查")
    assert archive.put(elsewhere, LATER) == "other"
    assert archive.known(elsewhere.url) is None


@pytest.mark.parametrize("damage", ["page_truncated", "parts_missing"])
def test_a_part_never_takes_the_place_of_a_whole(archive, damage):
    archive.put(article(title=TITLE, body=f"{BODY}\n{BODY}"), NOW)
    assert archive.put(article(title=TITLE, body=BODY, warnings=[damage]), LATER) == "unchanged"
    assert stored_texts(archive) == [(TITLE, f"{BODY}\n{BODY}", 1)]


def test_a_whole_takes_the_place_of_a_part_and_ends_its_being_asked_for(archive):
    archive.note_pending("example", {URL: (None, "cut_short")})
    archive.put(article(title=TITLE, body=BODY, warnings=["page_truncated"]), NOW)
    assert left_behind(archive, "example", 10) == [(URL, None)]
    assert archive.put(article(title=TITLE, body=f"{BODY}\n{BODY}"), LATER) == "changed"
    assert left_behind(archive, "example", 10) == []


def test_a_page_that_declares_the_address_of_a_stored_one_is_that_one(archive):
    archive.put(article(), NOW)
    twin = article(url=f"{URL}?view=1", canonical_url=URL, body="第一段，更正。")
    assert archive.put(twin, LATER) == "changed"
    assert archive.count() == 1
    assert archive.known(f"{URL}?view=1") is not None


def test_flags_are_not_put_on_a_text_that_has_changed_meanwhile(archive):
    archive.put(article(), NOW)
    [(number, before)] = archive.stored()
    archive.put(article(body="第一段，更正。"), LATER)
    flags = {"flagged": True, "localities": ["晉城"]}
    assert archive.set_flags(number, before["content_sha256"], flags, LATER) is False
    [(_, now)] = archive.stored()
    assert now["localities"] == []
    assert archive.set_flags(number, now["content_sha256"], flags, LATER) is True
    assert [one["localities"] for one in archive.articles()] == [["晉城"]]


def test_the_day_that_a_list_told_waits_with_the_address(archive):
    day = datetime.date(2024, 3, 12)
    archive.note_pending("example", {URL: ("要闻", "DownloadTimeoutError" * 4)}, {URL: day})
    archive.note_walk("walk", "要闻", Walked(None, 1), {URL: Found("要闻", day)}, [], NOW)
    assert [one.day for key in ("example", "walk") for one in archive.pending(key, 9)] == [day, day]


def test_a_walk_is_taken_up_where_it_was_noted_and_forgotten_at_its_end(archive):
    found = {f"https://www.example.gov.cn/{n}.html": Found("要闻") for n in range(3)}
    archive.note_walk("walk", "要闻", Walked("https://www.example.gov.cn/index_3.html", 4), found, [], NOW)
    archive.note_walk("walk", "评论", Walked(None, 2), {}, list(found)[:1], NOW)
    assert archive.walks("walk") == {
        "要闻": Walked("https://www.example.gov.cn/index_3.html", 4),
        "评论": Walked(None, 2),
    }
    assert [url for url, _ in left_behind(archive, "walk", 9)] == list(found)[1:]
    assert archive.walks("another") == {}
    archive.end_walk("walk")
    assert archive.walks("walk") == {}
    assert archive.pending("walk", 9) == []


def test_an_archive_of_version_2_is_led_to_walks_and_listed_days(tmp_path):
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    old = Archive.open(url)
    old.note_pending("example", {URL: ("要闻", "gate")})
    old.close()
    with sqlite3.connect(tmp_path / "old.sqlite3") as connection:
        connection.executescript(
            "DROP TABLE walks; ALTER TABLE pending DROP COLUMN day; UPDATE schema_version SET version = 2;"
        )
    archive = Archive.open(url)
    day = datetime.date(2024, 3, 12)
    assert left_behind(archive, "example", 9) == [(URL, "要闻")]
    archive.note_walk("walk", "要闻", Walked(None, 1), {URL: Found("要闻", day)}, [], NOW)
    assert [one.day for one in archive.pending("walk", 9)] == [day]
    archive.close()


def test_a_known_day_is_not_forgotten_by_a_run_that_read_no_list(archive):
    archive.note_pending("example", {URL: ("要闻", "gate")}, {URL: datetime.date(2024, 3, 12)})
    archive.note_pending("example", {URL: ("要闻", "gate")})
    assert archive.pending("example", 9)[0].day == datetime.date(2024, 3, 12)
