"""Text in any coding and with any character comes out right or flagged; days are the page's own or none."""

from __future__ import annotations

import re

import pytest

from tests.hostile.runs import EVERYTHING, UNSAFE, assert_sound, crawl, each
from tests.hostile.site import Reply, Site, story

HEADER = "text/html; charset={}"


def coded(number: int, bytes_in: str, said: str, header: str | None = None) -> Reply:
    """A story's page in one character set that is said to be in another."""
    return Reply(
        story(number).page(charset=said).encode(bytes_in, "xmlcharrefreplace"),
        content_type=HEADER.format(header) if header else "text/html",
    )


def with_(number: int, **texts: str) -> Reply:
    return Reply(story(number).page(**texts))


TRADITIONAL = story(
    300, title="樣板縣開展帳目回訪工作", source="樣板日報",
    paragraphs=(
        "樣板縣的監督小組來到現場，把上一回記下的問題逐條念給在場的人聽，請他們說說改了沒有、改到什麼程度。",
        "帶隊的同志說，簽字的日子和發錢的日子對不上，必須當面問清楚再合上，這一點誰也不能馬虎過去。",
        "離開之前，小組又抽了幾戶人家打電話核實，得到的回答和公示的內容一致，這一次回訪才算真正結束。",
    ),
)  # fmt: skip

# Codings: what comes out must be exact.
CODINGS = {
    "GB18030 said to be UTF-8": lambda n: coded(n, "gb18030", "utf-8", "utf-8"),
    "UTF-8 said to be GBK": lambda n: coded(n, "utf-8", "gbk", "gbk"),
    "GB18030 said to be GB2312": lambda n: coded(n, "gb18030", "gb2312"),
    "GB18030 said to be Big5": lambda n: coded(n, "gb18030", "big5", "big5"),
    "GB18030 unsaid": lambda n: Reply(story(n).page().replace('<meta charset="utf-8">', "").encode("gb18030"), content_type="text/html"),
    "UTF-16 with a mark": lambda n: coded(n, "utf-16", "utf-16"),
    "UTF-16 without a mark": lambda n: coded(n, "utf-16-le", "utf-16"),
    "UTF-16 big end": lambda n: coded(n, "utf-16-be", "utf-16be", "utf-16be"),
    "UTF-8 with a mark": lambda n: Reply("\ufeff" + story(n).page()),
    "UTF-8 said to be Latin-1": lambda n: coded(n, "utf-8", "iso-8859-1", "ISO-8859-1"),
    "UTF-8 said to be nonsense": lambda n: coded(n, "utf-8", "x-no-such", "x-no-such"),
    "a charset name of 100 KB": lambda n: Reply(story(n).page(charset="u" * 100_000)),
    "header and page disagree": lambda n: coded(n, "gb18030", "big5", "gb18030"),
}  # fmt: skip

# Characters that a text must not carry on: the story is stored as it reads without them.
MARKS = {
    "a mark inside": "\ufeff",
    "controls": "\x01\x08\x0b\x1b[31m\x7f",
    "C1 controls": "\x85\x9b\x9f",
    "NUL by entity": "&#0;",
    "NUL by byte": "\0",
    "zero width": "\u200b\u200c\u200d\u2060",
    "bidi override": "\u202e\u202d\u202c",
    "bidi isolates": "\u2066\u2067\u2068\u2069",
    "bidi marks": "\u200e\u200f\u061c",
    "soft hyphen": "\xad",
    "line separators": "\u2028\u2029",
    "tag characters": "\U000e0041\U000e0042",
    "noncharacters": "\ufffe\uffff\U0001fffe",
    "invisible operators": "\u2061\u2062\u2063",
    "bidi by entity": "&#8238;&#x202E;",
    "zero width by entity": "&#8203;&ZeroWidthSpace;",
}
ODD = {
    "lone surrogate by entity": "&#xD800;&#xDFFF;",
    "surrogate pair by entity": "&#xD83D;&#xDE00;",
    "beyond Unicode by entity": "&#x110000;&#99999999999;",
    "private use": "\ue000\uf8ff",
    "very long word": "a" * 30_000,
    "combining marks": "的" + "\u0301" * 2000,
    "emoji": "\U0001f469\u200d\U0001f4bb",
}


def marked(number: int, marks: str) -> Reply:
    """The marks in the middle of title, source and every paragraph; long ones in the paragraphs only."""
    told = story(number)
    page = told.page()
    for text in told.paragraphs if len(marks) > 100 else (told.title, told.source, *told.paragraphs):
        page = page.replace(text, f"{text[:4]}{marks}{text[4:]}")
    return Reply(page)


DAYS = {
    "February 30": "2024-02-30",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "year 2999": "2999-03-01",
    "month 13": "2024-13-01",
    "year 20240": "20240-01-01",
    "1970": "1970-01-01",
    "zeros": "0000-00-00",
    "no day": "",
    "digits without end": "2024" * 20,
    "negative": "-2024-01-01",
    "time 25:61": "2024-02-30 25:61",
}


def dated(number: int, day: str) -> Reply:
    told = story(number)
    return Reply(told.page().replace(str(told.day), day))


CASES = [*CODINGS, *MARKS, *ODD, *DAYS]
NUMBER = {name: 100 + position for position, name in enumerate(CASES)}


@pytest.fixture(scope="module")
def site(serve):
    site = Site()
    site.add_healthy(3)
    for name, build in CODINGS.items():
        site.try_(story(NUMBER[name]), build(NUMBER[name]))
    page = TRADITIONAL.page(charset="big5")
    for hans, hant in (
        ("青桥样板网", "青橋樣板網"),
        ("首页", "首頁"),
        ("闻", "聞"),
        ("发布时间", "發布時間"),
        ("来", "來"),
        ("权", "權"),
    ):
        page = page.replace(hans, hant)
    site.try_(TRADITIONAL, Reply(page.encode("big5"), content_type="text/html; charset=gb2312"))
    for name, marks in {**MARKS, **ODD}.items():
        site.try_(story(NUMBER[name]), marked(NUMBER[name], marks))
    for name, day in DAYS.items():
        told = story(NUMBER[name])
        site.try_(told, dated(NUMBER[name], day))
        # The list prints no day either, or the same.
        site.rows[-1].day = day
        site.rows[-1].href = told.path.replace(f"t{20240301 + told.number % 28}_", "a_")
        site.pages[site.rows[-1].href] = site.pages.pop(told.path)
        site.truth[site.rows[-1].href] = told
        site.apart.add(site.rows[-1].href)
    return serve(site)


@pytest.fixture(scope="module")
def run(site, tmp_path_factory):
    return crawl(tmp_path_factory.mktemp("text"), site, RETRY_TIMES=0)


def stored(run, name):
    number = NUMBER[name]
    return run.stored(story(number).path) or run.stored(f"/art/2024/a_{5000 + number}.html")


def test_the_run_is_sound(run, site):
    assert_sound(run, site)


@pytest.mark.parametrize("name", each(CODINGS))
def test_a_coding_is_read_as_it_is(run, site, name):
    assert run.outcome(site, story(NUMBER[name]).path) == "exact"


def test_big5_with_traditional_text_said_to_be_gb2312(run, site):
    assert run.outcome(site, TRADITIONAL.path) == "exact"


@pytest.mark.parametrize("name", each(MARKS))
def test_a_character_that_is_none_is_taken_out(run, site, name):
    one = stored(run, name)
    assert one is not None
    for field in ("title", "body", "source", "headline"):
        assert not UNSAFE.search((one[field] or "").replace("\n", "")), ascii(one[field])
    told = story(NUMBER[name])
    clean = re.compile("[\xad\U000e0000-\U000e007f\ufffd\ufffe\uffff\U0001fffe]|\\[31m")
    # Some of them are blanks by Unicode, and may stand as one.
    assert clean.sub("", one["title"]).replace(" ", "") == told.title
    assert clean.sub("", one["body"]).replace(" ", "") == told.body


@pytest.mark.parametrize("name", each(ODD))
def test_an_odd_character_costs_nothing(run, site, name):
    one = stored(run, name)
    assert one is not None
    told = story(NUMBER[name])
    assert one["title"].startswith(told.title[:4])
    assert one["title"].endswith(told.title[4:])
    one["body"].encode("utf-8")


@pytest.mark.parametrize("name", each(DAYS))
def test_a_day_that_cannot_be_is_null_and_said(run, site, name):
    one = stored(run, name)
    assert one is not None
    assert one["date"] is None
    assert any(warning.startswith("date_") for warning in one["warnings"])
    assert one["body"] == story(NUMBER[name]).body


@pytest.mark.skipif(not EVERYTHING, reason="one crawl more")
def test_an_ascii_file_system_ends_in_no_traceback(site, tmp_path_factory):
    other = crawl(tmp_path_factory.mktemp("text-ascii"), site, RETRY_TIMES=0, env={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert_sound(other, site)


def test_the_zone_and_the_locale_of_the_machine_change_nothing(run, site, tmp_path_factory):
    odd = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    other = crawl(tmp_path_factory.mktemp("text-elsewhere"), site, RETRY_TIMES=0, env=odd)
    assert_sound(other, site)

    def told(one):
        return [(a["url"], a["title"], a["date"], a["date_published"], a["body"], a["warnings"]) for a in one.articles]

    assert told(other) == told(run)
