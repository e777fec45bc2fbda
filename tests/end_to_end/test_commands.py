"""The commands that read the archive: brief, localities, health, feeds."""

import pytest

from crawler.paths import PROJECT


@pytest.fixture
def crawled(scrapy):
    assert scrapy("crawl", "sample").code == 0
    return scrapy


def test_brief(crawled, data_dir):
    ran = crawled("brief", "--per", "month")
    assert ran.code == 0, ran.err
    assert "處提到晉城" in ran.out or "处提到晉城" in ran.out
    written = sorted((data_dir / "briefs").iterdir())
    assert {path.suffix for path in written} == {".txt", ".md", ".html"}
    assert all(str(path) in ran.out for path in written)


def test_brief_in_one_script(crawled):
    hant = crawled("brief", "--per", "month", "--script", "hant").out
    assert "報道全文如下" in hant
    assert "报道" not in hant
    hans = crawled("brief", "--per", "month", "--script", "hans").out
    assert "報道" not in hans


def test_brief_of_one_article(crawled, data_dir):
    url = next(line for line in crawled("brief").out.splitlines() if "sample-jjjc" in line).split("：")[1]
    ran = crawled("brief", "--url", url, "--quiet")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 3
    nothing = crawled("brief", "--url", url, "--until", "2001-01-01")
    assert nothing.code == 0
    assert nothing.out.startswith("Nothing to cite")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--place", "大同"], ["大同", "晉城"]),
        (["--since", "yesterday"], ["--since yesterday"]),
        (["晉城"], ["晉城", "brief -h"]),
    ],
)
def test_brief_with_a_mistake(scrapy, args, words):
    ran = scrapy("brief", *args)
    assert ran.code == 2
    ran.assert_one_line_error(*words)


def test_localities_shows_what_each_entry_means(scrapy):
    ran = scrapy("localities")
    assert ran.code == 0
    for word in ("晉城", "140500", "晋城市", "山西省", "阳城县", "140502 城区"):
        assert word in ran.out


def test_localities_add_keeps_the_file(scrapy, tmp_path):
    path = tmp_path / "localities.toml"
    shipped = (PROJECT / "localities.toml").read_text("utf-8")
    path.write_text(shipped, "utf-8")
    ran = scrapy("localities", "add", "高平", "310101", LOCALITIES_FILE=path)
    assert ran.code == 0, ran.err
    assert "140581" in ran.out
    assert path.read_text("utf-8").startswith(shipped.rstrip("\n"))
    shown = scrapy("localities", LOCALITIES_FILE=path)
    assert shown.code == 0, shown.err
    assert "黄浦区" in shown.out


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["亚特兰蒂斯"], ["亚特兰蒂斯"]),
        (["城区"], ["城区", "140502", "441502"]),
        (["晋城市"], ["already", "晉城"]),
        (["999999"], ["999999"]),
        ([], ["add NAME"]),
        (["高平", "不存在县"], ["不存在县"]),
    ],
)
def test_localities_add_refuses_and_changes_nothing(scrapy, tmp_path, names, words):
    path = tmp_path / "localities.toml"
    path.write_text((PROJECT / "localities.toml").read_text("utf-8"), "utf-8")
    ran = scrapy("localities", "add", *names, LOCALITIES_FILE=path)
    assert ran.code == 2
    ran.assert_one_line_error(*words)
    assert path.read_text("utf-8") == (PROJECT / "localities.toml").read_text("utf-8")


def test_localities_add_does_not_spoil_a_file_it_cannot_extend(scrapy, tmp_path):
    path = tmp_path / "localities.toml"
    path.write_bytes(content := '\ufefflocality = [ {name = "晉城"} ]\r\n'.encode())
    ran = scrapy("localities", "add", "高平", LOCALITIES_FILE=path)
    assert ran.code == 2
    ran.assert_one_line_error("unchanged")
    assert path.read_bytes() == content


def test_localities_add_keeps_mark_and_line_ends(scrapy, tmp_path):
    path = tmp_path / "localities.toml"
    path.write_bytes(content := '\ufeff[[locality]]\r\nname = "晉城"\r\n'.encode())
    assert scrapy("localities", "add", "高平", LOCALITIES_FILE=path).code == 0
    assert path.read_bytes() == content + '\r\n[[locality]]\r\nname = "高平"\r\n'.encode()


def test_brief_says_when_the_archive_was_flagged_with_other_places(crawled, tmp_path):
    path = tmp_path / "localities.toml"
    path.write_text('[[locality]]\nname = "晋城市"\n', "utf-8")
    ran = crawled("brief", LOCALITIES_FILE=path)
    assert ran.code == 0
    assert "scrapy flag" in ran.err
    assert ran.out.startswith("Nothing to cite")


def test_localities_explains(scrapy):
    ran = scrapy("localities", "--explain", "沈阳城区的会议谈到长治久安，晋城市阳城县人民法院参加。")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert any(line.startswith("+ 阳城县") and "140522" in line for line in lines)
    assert any(line.startswith("- 长治") for line in lines)
    assert not any(line.startswith("+ 阳城 ") for line in lines)


def test_health_before_the_first_run(scrapy):
    ran = scrapy("health")
    assert ran.code == 0
    assert "scrapy crawl sample" in ran.out


def test_flag_after_a_change_of_the_places(crawled, data_dir, tmp_path):
    path = tmp_path / "localities.toml"
    path.write_text('[[locality]]\nname = "晋城"\ninclude_counties = false\n\n[[locality]]\nname = "湄潭县"\n', "utf-8")
    ran = crawled("flag", LOCALITIES_FILE=path)
    assert ran.code == 0, ran.err
    lines = ran.out.splitlines()
    assert lines[0] == "63 articles read again"
    assert "- 晉城: 14" in lines
    assert any(line.startswith("+ 晋城: ") for line in lines)
    assert any(line.startswith("+ 湄潭县: ") for line in lines)
    assert sorted(one.name for one in (data_dir / "feeds").glob("*.json")) == ["all.json", "晋城.json", "湄潭县.json"]
    again = crawled("flag", LOCALITIES_FILE=path)
    assert again.out.splitlines() == ["63 articles read again", "no flag has changed"]
    back = crawled("flag")
    assert "+ 晉城: 14" in back.out.splitlines()
