"""Pages made to be expensive: each costs little time and memory, and no other page anything."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from tests.hostile.runs import EVERYTHING, assert_sound, chosen, crawl, crawl_all, each
from tests.hostile.site import COMPRESSORS, Reply, Row, Site, list_page, story

SIZE = 200_000_000 if EVERYTHING else 30_000_000
# Seconds from one request to the next, on a slow core.
LONGEST = 8.0


@cache
def packed(coding: str, filling: bytes) -> bytes:
    """A bomb: so many bytes of one filling, compressed."""
    head = b"<html><body><h1>" + "样板县开展账目回访".encode() + b"</h1><p>"
    return COMPRESSORS[coding](head + filling * (SIZE // len(filling)))


def bomb(coding: str, filling: bytes) -> Reply:
    return Reply(packed(coding, filling), label=coding)


BOMBS = {
    f"{coding} of {name}": (coding, filling)
    for coding in ("gzip", "deflate", "br", "zstd")
    for name, filling in (("blanks", b" "), ("div", b"<div>"))
}
BOMBS = chosen(BOMBS, "gzip of blanks", "gzip of div", "deflate of div", "br of blanks", "zstd of div")


def inside(number: int, before: str = "", head: str = "", after: str = "") -> Reply:
    """Too much of something around a story."""
    return Reply(story(number).page(before=before, head=head, after=after))


TIMES = 1 if not EVERYTHING else 8
# What stands around a real story; the story must come out true, or flagged, or be rejected and counted.
AROUND = {
    "nested div": lambda n: inside(n, "<div>" * 100_000),
    "nested div behind": lambda n: inside(n, after="<div>" * 100_000),
    "nested tables": lambda n: inside(n, "<table><tr><td>" * 20_000),
    "nested lists": lambda n: inside(n, "<ul><li>" * 30_000),
    "open formatting": lambda n: inside(n, "<b><i><font>" * 10_000),
    "nested anchors": lambda n: inside(n, '<a href="x">' * 20_000),
    "nested spans": lambda n: inside(n, "<span>" * 60_000),
    "nested forms": lambda n: inside(n, "<form><select><option>" * 10_000),
    "nested svg": lambda n: inside(n, "<svg><foreignObject>" * 10_000),
    "nested templates": lambda n: inside(n, "<template>" * 20_000),
    "frames in the text": lambda n: inside(n, "<frameset>" * 20_000),
    "unclosed comment behind": lambda n: inside(n, after="<!--" + "-" * 500_000),
    "unclosed script behind": lambda n: inside(n, after="<script>" + "a=1;" * 200_000),
    "attributes": lambda n: inside(n, "<div " + " ".join(f"a{k}=1" for k in range(200_000 * TIMES)) + "></div>"),
    "one long attribute": lambda n: inside(n, '<div title="' + "x" * 2_000_000 + '"></div>'),
    "classes": lambda n: inside(n, '<div class="' + "c " * 300_000 + '"></div>'),
    "meta tags": lambda n: inside(n, head='<meta name="description" content="x">' * 30_000),
    "meta charsets": lambda n: inside(n, head='<meta charset="gbk">' * 30_000),
    "links": lambda n: inside(n, after="".join(f'<a href="/x/{k}.html">又一条链接</a>' for k in range(20_000 * TIMES))),
    "pager links": lambda n: inside(n, after="".join(f'<a href="?page={k}">下一页</a>' for k in range(20_000))),
    "scripts": lambda n: inside(n, head="<script>var a=1;</script>" * 20_000),
    "styles": lambda n: inside(n, head="<style>a{}</style>" * 20_000),
    "entities": lambda n: inside(n, "<p>" + "&amp;&lt;&nbsp;&hellip;" * 50_000 + "</p>"),
    "entities unclosed": lambda n: inside(n, "<p>" + "&" * 500_000 + "</p>"),
    "XML entities": lambda n: Reply('<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>' + story(n).page()),
    "left angles": lambda n: inside(n, "<" * 500_000),
    "blank lines": lambda n: inside(n, "\n" * 2_000_000),
    "empty paragraphs": lambda n: inside(n, "<p></p>" * 100_000),
    "line breaks": lambda n: inside(n, "<br>" * 200_000),
    "digits": lambda n: inside(n, "<div>" + "1" * 500_000 + "</div>"),
    "blanks in a line": lambda n: inside(n, "<div>来源：" + " \u3000" * 300_000 + "</div>"),
    "brackets": lambda n: inside(n, "<div>" + "（" * 200_000 + "[" * 200_000 + "</div>"),
    "ordinals": lambda n: inside(n, "<div>" + "第" * 200_000 + "</div>"),
    "numerals": lambda n: inside(n, "<div>第" + "一十百千万" * 60_000 + "期</div>"),
    "dates": lambda n: inside(n, "<div>" + "2024-03-01 " * 50_000 + "</div>"),
    "date pieces": lambda n: inside(n, "<div>" + "2024年1" * 60_000 + "</div>"),
    "colons": lambda n: inside(n, "<div>" + "来源：" * 100_000 + "</div>"),
    "bylines": lambda n: inside(n, "<div>" + "（记者 王样板 通讯员 李样板）" * 20_000 + "</div>"),
    "places": lambda n: inside(n, "<div>" + "山西省晋城市阳城县" * 30_000 + "</div>"),
    "quotes": lambda n: inside(n, "<div>" + "“《" * 100_000 + "</div>"),
    "marks of titles": lambda n: inside(n, "<div>" + "丨｜|_-—" * 60_000 + "</div>"),
    "script of pager": lambda n: inside(n, head="<script>" + "createPageHTML(" * 50_000 + "</script>"),
    "script of redirect": lambda n: inside(n, head="<script>" + "location.href=" * 50_000 + "</script>"),
    "json-ld nested": lambda n: inside(n, head='<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
    "json island nested": lambda n: inside(
        n, head='<script type="application/json">' + '{"a":' * 100_000 + "</script>"
    ),
    "data island numbers": lambda n: inside(n, head='<script type="application/json">[' + "9" * 100_000 + "]</script>"),
    "no blank, one line": lambda n: inside(n, "<div>" + "样" * 1_000_000 + "</div>"),
    "base address": lambda n: inside(n, head='<base href="http://x/' + "a" * 500_000 + '">'),
    "long href": lambda n: inside(n, '<a href="/' + "a/" * 300_000 + '">下一页</a>'),
}
AROUND = chosen(
    AROUND, "nested div", "nested tables", "open formatting", "attributes", "meta tags", "links", "pager links", "left angles",
    "digits", "blanks in a line", "brackets", "ordinals", "numerals", "dates", "date pieces", "bylines", "places", "quotes",
    "json-ld nested", "json island nested", "long href",
)  # fmt: skip
# Too much inside the story itself.
WITHIN = {
    "huge title": lambda n: Reply(story(n).page().replace(f"<title>{story(n).title}", f"<title>{story(n).title}" + "样" * 1_000_000)),
    "huge heading": lambda n: Reply(story(n).page().replace(f"<h1>{story(n).title}", f"<h1>{story(n).title}" + "样" * 1_000_000)),
    "line of megabytes": lambda n: Reply(story(n).page().replace("改到什么程度。", "改到什么程度。" + "又一句样板话，" * 300_000)),
    "paragraphs": lambda n: Reply(story(n).page().replace("</div></div>", "<p>又一段样板话。</p>" * 60_000 + "</div></div>")),
    "source of megabytes": lambda n: Reply(story(n).page().replace("来源：青桥日报", "来源：" + "报" * 1_000_000)),
}  # fmt: skip
WITHIN = chosen(WITHIN, "huge title", "line of megabytes", "source of megabytes")
NUMBER = {name: 100 + position for position, name in enumerate([*AROUND, *WITHIN])}


@pytest.fixture(scope="module")
def site(serve):
    site = Site()
    site.add_healthy(2)
    for position, (name, packing) in enumerate(BOMBS.items()):
        site.bad(f"/art/2024/t20240305_{70000 + position}.html", bomb(*packing), f"一颗样板炸弹：{name}，不该被打开")
    for name, build in {**AROUND, **WITHIN}.items():
        site.try_(story(NUMBER[name]), build(NUMBER[name]))
    site.add_healthy(2, 20)
    return serve(site)


@pytest.fixture(scope="module")
def run(site, tmp_path_factory):
    return crawl(tmp_path_factory.mktemp("bombs"), site, RETRY_TIMES=0, DOWNLOAD_TIMEOUT=20, limit=600)


def test_the_run_is_sound(run, site):
    assert_sound(run, site)


@pytest.mark.parametrize("name", each(NUMBER))
def test_a_page_costs_little_time(run, name):
    asked = list(run.asked)
    for one, following in pairwise(asked):
        if one.path == story(NUMBER[name]).path:
            assert following.at - one.at < LONGEST


@pytest.mark.parametrize("name", each(NUMBER))
def test_a_story_in_too_much_is_true_flagged_or_counted(run, site, name):
    outcome = run.outcome(site, story(NUMBER[name]).path)
    if name in AROUND:
        assert outcome in ("exact", "admitted", "left", "rejected")
    else:
        assert outcome != "lost"


LISTS = {
    "100,000 links": "".join(f'<li><a href="/art/2024/t20240301_{k}.html">第{k}条样板链接，没有尽头</a></li>' for k in range(100_000)),
    "nested": "<div>" * 100_000,
    "dates": "<p>" + "2024-03-01 " * 100_000 + "</p>",
    "scripts": "<script>createPageHTML(99999, 0, 'index', 'html');</script>" * 5_000,
}  # fmt: skip


@pytest.fixture(scope="module")
def lists(serve, tmp_path_factory):
    sites = {}
    for name, extra in chosen(LISTS, "100,000 links").items():
        site = sites[name] = serve(Site())
        site.add_healthy(3)
        page = list_page([Row(row.href, row.title, row.day) for row in site.rows]).replace(
            "</ul></div>", f"</ul></div>{extra}"
        )
        site.pages["/list/"] = Reply(page)
    # Reading 5,000 links one after the other is not what this is about.
    return sites, crawl_all(
        tmp_path_factory.mktemp("lists"), sites, CLOSESPIDER_PAGECOUNT=40, LIST_PAGES_MAX=2, DOWNLOAD_TIMEOUT=20
    )


@pytest.mark.parametrize("name", each(chosen(LISTS, "100,000 links")))
def test_a_list_page_of_too_much_is_read(lists, name):
    sites, runs = lists
    assert_sound(runs[name], sites[name])
    assert len(runs[name].articles) == 3 or runs[name].verdict == "interrupted"
