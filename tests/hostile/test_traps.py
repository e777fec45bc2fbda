"""Sites that never end: a run reads what it came for and stops."""

from __future__ import annotations

import itertools

import pytest

from tests.hostile.runs import EVERYTHING, assert_sound, chosen, crawl_all, each
from tests.hostile.site import FIRST_DAY, Reply, Row, Site, list_page, story

PAGES_MAX = 4


def rows_of(stories):
    return [Row(one.path, one.title, one.day) for one in stories]


def calendar(site: Site) -> None:
    """A month leads to the next month, for ever, and each day to a page of a day."""

    def month(asked):
        number = int(asked.path.rpartition("/")[2] or 0)
        days = "".join(f'<td><a href="/day/{number * 31 + day}">{day}</a></td>' for day in range(1, 31))
        return Reply(f'<html><body><table><tr>{days}</tr></table><a href="/cal/{number + 1}">下个月</a></body></html>')

    site.pages["/cal/0"] = month
    site.otherwise = lambda asked: month(asked) if asked.path.startswith(("/cal/", "/day/")) else Reply("", 404)
    site.link("/cal/0", "活动日历：样板县全年安排一览", FIRST_DAY)


def growing_paths(site: Site) -> None:
    """Relative links that make each path longer than the one before."""
    page = Reply(
        '<html><body><ul><li><a href="more/deeper/">样板县监督工作的更多消息与动态</a></li></ul><a href="more/">下一页</a></body></html>'
    )
    site.otherwise = page
    site.link("/grow/more/", "样板县监督工作的更多消息与动态", FIRST_DAY)


def ever_new_pages(site: Site) -> None:
    """Each list page leads to a next one with ten articles that nobody has seen."""
    counter = itertools.count(1000)

    def page(asked):
        number = int(asked.path.strip("/").rpartition("/")[2].removeprefix("list") or 1)
        new = [story(next(counter)) for _ in range(10)]
        for one in new:
            site.add(one, Reply(one.page()), listed=False)
        return Reply(list_page(rows_of(new) + (site.rows if number == 1 else []), following=f"/list/{number + 1}"))

    site.pages["/list/"] = page
    site.otherwise = page


def looping_pages(site: Site) -> None:
    """The second page leads back to the first."""
    site.pages["/list/"] = lambda asked: Reply(list_page(site.rows, following="/list/2"))
    site.pages["/list/2"] = lambda asked: Reply(list_page(site.rows[:1], following="/list/?page=1"))
    site.pages["/list/?page=1"] = lambda asked: Reply(list_page(site.rows, following="/list/2"))


def same_page_for_ever(site: Site) -> None:
    """Every page number answers with the same list and a next page."""

    def page(asked):
        number = int(asked.path.rpartition("=")[2]) if "=" in asked.path else 1
        return Reply(list_page(site.rows, following=f"/list/?page={number + 1}"))

    site.pages["/list/"] = page
    site.otherwise = page


def list_everywhere(site: Site) -> None:
    """Every unknown address answers 200 with the list."""
    site.otherwise = lambda asked: Reply(list_page(site.rows))
    for number in range(5):
        site.link(f"/art/2024/t20240302_{6600 + number}.html", f"已经不在的第{number}篇样板文章，地址还留着")


def sessions(token: str):
    """The same articles under addresses that are new with each fetch of the list."""

    def build(site: Site) -> None:
        counter = itertools.count(1)

        def page(asked):
            session = f"{next(counter):02d}f3a9c1b2d4e5f60718293a4b5c6d7e8f"
            return Reply(list_page([Row(row.href + token.format(session), row.title, row.day) for row in site.rows]))

        def article(asked):
            path = asked.path.partition("?")[0].partition(";")[0]
            found = site.truth.get(path)
            if found is not None:
                site.truth[asked.path] = found
            return Reply(found.page()) if found else Reply("", 404)

        site.pages["/list/"] = page
        site.otherwise = article
        for path in list(site.truth):
            del site.pages[path]
        site.healthy.clear()  # of the addresses as listed; the tests count the articles

    return build


def spellings(site: Site) -> None:
    """Links that differ in case, a slash, a fragment, dots and escapes only."""
    one = story(1)
    folder, _, name = one.path.rpartition("/")
    forms = ["#top", "#", "?", "?utm_source=x", "?from=timeline", "/", "?a=1", "?b=2&a=1"]
    for form in forms:
        site.link(one.path + form, one.title, one.day)
    for path in (
        f"{folder}/../2024/{name}",
        f"{folder}/./{name}",
        f"/{one.path}",
        one.path.replace("art", "%61rt"),
        one.path.upper(),
    ):
        site.link(path, one.title, one.day)

    def article(asked):
        site.truth[asked.path] = one
        return Reply(one.page())

    site.otherwise = article


def crowd(site: Site) -> None:
    """A hundred links to nothing for each to something."""
    for number in range(120):
        site.link(f"/art/2024/t20240303_{60000 + number}.html", f"第{number}篇早已删除的样板文章，仍在目录之中")


TRAPS = {
    "calendar": calendar,
    "growing paths": growing_paths,
    "ever new pages": ever_new_pages,
    "looping pages": looping_pages,
    "same page for ever": same_page_for_ever,
    "list everywhere": list_everywhere,
    "jsessionid": sessions(";jsessionid={}"),
    "PHPSESSID": sessions("?PHPSESSID={}"),
    "sid": sessions("?sid={}"),
    "token": sessions("?token={}"),
    "unknown name": sessions("?zq_k={}"),
    "timestamp": sessions("?_t=17{}"),
    "spellings": spellings,
    "crowd": crowd,
}
TRAPS = chosen(TRAPS, "calendar", "ever new pages", "list everywhere", "token")
AGAIN_ASKED = [name for name in TRAPS if name not in ("crowd", "ever new pages")] if EVERYTHING else ["token"]
MOST = {"ever new pages": PAGES_MAX * 11 + 10, "crowd": 140}


@pytest.fixture(scope="module")
def crawled(serve, tmp_path_factory):
    sites, folder = {}, tmp_path_factory.mktemp("traps")
    for name, build in TRAPS.items():
        site = sites[name] = Site()
        site.add_healthy(5)
        build(site)
        serve(site)
    settings = {"LIST_PAGES_MAX": PAGES_MAX, "RECHECK_DAYS": 0}
    first = crawl_all(folder, sites, **settings)
    return (
        sites,
        first,
        crawl_all(folder, {name: site for name, site in sites.items() if name in AGAIN_ASKED}, **settings),
    )


@pytest.mark.parametrize("name", each(TRAPS))
def test_the_run_is_sound_and_bounded(crawled, name):
    sites, first, _ = crawled
    run = first[name]
    assert len(run.asked) <= MOST.get(name, 60)
    assert_sound(run, sites[name])


@pytest.mark.parametrize("name", each([name for name in TRAPS if name != "ever new pages"]))
def test_every_article_is_stored_once(crawled, name):
    _, first, _ = crawled
    assert sorted(one["title"] for one in first[name].articles) == sorted(story(number).title for number in range(1, 6))


@pytest.mark.parametrize(
    "name",
    each(
        AGAIN_ASKED,
    ),
)
def test_the_next_run_finds_nothing_new_and_asks_little(crawled, name):
    _, first, second = crawled
    run = second[name]
    assert sorted(one["title"] for one in run.articles) == sorted(story(number).title for number in range(1, 6))
    assert run.verdict == first[name].verdict
    assert len([one for one in run.asked if one.path.startswith("/art/")]) == 0
