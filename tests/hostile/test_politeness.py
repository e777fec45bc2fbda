"""A server that asks for patience gets it, one that asks for too much is left alone; nothing of its cookies leaves."""

from __future__ import annotations

import datetime
from email.utils import format_datetime

import pytest

from tests.hostile.runs import assert_sound, chosen, crawl_all, each
from tests.hostile.site import Reply, Site, redirect, story


def once(reply: Reply, then: Reply):
    """The first time one answer, then the other."""
    return lambda asked: reply if asked.nth == 1 else then


def busy(status: int, after: str | None = None) -> Reply:
    return Reply("<html>busy</html>", status, headers=(("Retry-After", after),) if after is not None else ())


def in_a_date(seconds: int):
    def page(asked):
        until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
        return busy(503, format_datetime(until, usegmt=True)) if asked.nth == 1 else Reply(story(3).page())

    return page


SHORT = {
    "two seconds": once(busy(503, "2"), Reply(story(3).page())),
    "429, two seconds": once(busy(429, "2"), Reply(story(3).page())),
    "a date": in_a_date(3),
    "503 once": once(busy(503), Reply(story(3).page())),
    "nonsense": once(busy(503, "soon"), Reply(story(3).page())),
    "negative": once(busy(503, "-5"), Reply(story(3).page())),
    "a past date": once(busy(503, "Fri, 01 Mar 2024 08:00:00 GMT"), Reply(story(3).page())),
    "nothing in it": once(busy(503, ""), Reply(story(3).page())),
    "other digits": once(busy(503, "²"), Reply(story(3).page())),
    "an impossible date": once(busy(503, "Fri, 31 Feb 2024 08:00:00 GMT"), Reply(story(3).page())),
    "a zone beyond the day": once(busy(503, "Fri, 01 Mar 2024 08:00:00 +9999"), Reply(story(3).page())),
    "on a 200": Reply(story(3).page(), headers=(("Retry-After", "31536000"),)),
}
LONG = {
    "a year": busy(503, "31536000"),
    "a year as a date": busy(503, "Fri, 01 Mar 2999 08:00:00 GMT"),
    "digits without end": busy(503, "9" * 400),
}
SHORT = chosen(SHORT, "two seconds", "other digits")
LONG = chosen(LONG, "a year")


@pytest.fixture(scope="module")
def crawled(serve, canary, tmp_path_factory):
    sites = {}
    for name, page in {**SHORT, **LONG, "429 in a row": busy(429), "cookies": None}.items():
        site = sites[name] = serve(Site())
        site.add_healthy(2)
        if page is None:
            cookie = (("Set-Cookie", "session=secret; Path=/; Domain=127.0.0.1"), ("Set-Cookie", "a=b"))
            site.add(story(3), headers=cookie)
            site.pages["/robots.txt"] = Reply("User-agent: *\n", content_type="text/plain", headers=cookie)
            site.bad(
                "/art/2024/t20240301_9.html",
                redirect(f"http://127.0.0.1:{canary.port}/x").with_(
                    headers=(("Location", f"http://user:pass@127.0.0.1:{canary.port}/"), *cookie)
                ),
            )
            site.bad("/art/2024/t20240301_8.html", Reply("", 401, headers=(("WWW-Authenticate", 'Basic realm="x"'),)))
            site.bad("/art/2024/t20240301_7.html", Reply("", 407, headers=(("Proxy-Authenticate", "Basic"),)))
        elif name == "429 in a row":
            for number in range(3, 9):
                site.try_(story(number), page)
        else:
            site.try_(story(3), page)
        site.add_healthy(3, 20)
    return sites, crawl_all(tmp_path_factory.mktemp("politeness"), sites)


@pytest.mark.parametrize("name", each(SHORT))
def test_a_short_pause_is_kept_and_the_article_stored(crawled, name):
    sites, runs = crawled
    assert_sound(runs[name], sites[name])
    assert runs[name].outcome(sites[name], story(3).path) == "exact"
    if name in ("two seconds", "429, two seconds", "a date"):
        times = [one.at for one in runs[name].asked]
        first = next(one.at for one in runs[name].asked if one.path == story(3).path)
        assert min(at for at in times if at > first) - first > 1.5


@pytest.mark.parametrize("name", each(LONG))
def test_a_long_pause_ends_the_run_as_blocked(crawled, name):
    sites, runs = crawled
    run = runs[name]
    assert_sound(run, sites[name])
    assert run.verdict == "blocked"
    assert run.seconds < 30
    assert story(3).path in run.left


def test_429_in_a_row_leaves_the_articles_for_the_next_run(crawled):
    sites, runs = crawled
    run = runs["429 in a row"]
    assert_sound(run, sites["429 in a row"])
    assert all(story(number).path in run.left for number in range(3, 9))


def test_429_in_a_row_is_not_a_good_day(crawled):
    _, runs = crawled
    assert runs["429 in a row"].verdict != "ok"


def test_no_cookie_and_no_password_leaves(crawled, canary):
    sites, runs = crawled
    assert_sound(runs["cookies"], sites["cookies"], canary)
