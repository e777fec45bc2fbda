"""robots.txt: what it says is obeyed; what cannot be read, or leads elsewhere, harms nobody."""

from __future__ import annotations

import gzip

import pytest

from tests.hostile.runs import assert_sound, chosen, crawl_all, each
from tests.hostile.site import LIST, Reply, Site, redirect

FORBIDS = "User-agent: *\nDisallow: /art/\n"
PLAIN = {"content_type": "text/plain"}


def forbids(body: bytes | str, **more: object) -> Reply:
    """A robots.txt that forbids the articles."""
    return Reply(body, **{**PLAIN, **more})


# Rules that forbid the articles, in odd clothes.
FORBIDDING = {
    "a gzip file": Reply(gzip.compress(FORBIDS.encode()), **PLAIN),
    "plain": forbids(FORBIDS),
    "with a byte order mark": forbids("\ufeff" + FORBIDS),
    "with CR line ends": forbids(FORBIDS.replace("\n", "\r")),
    "compressed": forbids(FORBIDS, encoding="gzip"),
    "as HTML type": forbids(FORBIDS, content_type="text/html"),
    "behind five megabytes of rules": forbids("User-agent: *\n" + "Disallow: /x/y\n" * 340_000 + "Disallow: /art/\n"),
    "behind binary": forbids(b"\xff\xfe\x00\x80" * 50 + b"\n" + FORBIDS.encode()),
    "with GBK comments": forbids("# 本站规则\n".encode("gbk") + FORBIDS.encode()),
    "everything": forbids("User-agent: *\nDisallow: /\n"),
    "for us by name": forbids("User-agent: *\nDisallow:\n\nUser-agent: jijian-monitor\nDisallow: /art/\n"),
    "behind a redirect": redirect("/rules.txt"),
    "with status 203": forbids(FORBIDS, status=203),
}
FORBIDDING = chosen(FORBIDDING, "plain")
# Answers after which the site may be read, or not: but never silently.
OPEN = {
    "404": Reply("<html>404</html>", 404),
    "403": Reply("<html>403</html>", 403),
    "404 with rules": Reply(FORBIDS, 404),
    "empty": Reply(""),
    "the list page instead": Reply(LIST.format(rows="", head="", paging="")),
    "binary": Reply(bytes(range(256)) * 400),
    "one line of five megabytes": Reply("User-agent: *\nDisallow: /x" + "y" * 5_000_000 + "\n", **PLAIN),
    "wildcards without end": Reply("User-agent: *\nDisallow: /" + "*a" * 2000 + "$\n", **PLAIN),
    "an absurd delay": Reply("User-agent: *\nCrawl-delay: 999999999\nDisallow: /private/\n", **PLAIN),
}
OPEN = chosen(OPEN, "404 with rules")
CLOSED = {
    "500": Reply("", 500),
    "503": Reply("", 503),
    "timeout": Reply(never=True),
    "reset": Reply(raw=b"", reset=True),
    "loop": redirect("/robots.txt"),
    "cut": Reply(FORBIDS * 20, length=4000, **PLAIN),
    "to the local network": Reply(),
    "bomb": Reply(b"#" * 40_000_000, encoding="gzip", **PLAIN),
}
CLOSED = chosen(CLOSED, "500", "to the local network")


@pytest.fixture(scope="module")
def crawled(serve, canary, tmp_path_factory):
    sites = {}
    for kind, replies in (("forbids", FORBIDDING), ("open", OPEN), ("closed", CLOSED)):
        for name, reply in replies.items():
            site = sites[f"{kind}: {name}"] = serve(Site())
            site.add_healthy(2)
            site.pages["/rules.txt"] = forbids(FORBIDS)
            site.pages["/robots.txt"] = reply
    sites["closed: to the local network"].pages["/robots.txt"] = redirect(f"http://127.0.0.1:{canary.port}/robots.txt")
    runs = crawl_all(tmp_path_factory.mktemp("robots"), sites, RETRY_TIMES=0)
    return sites, runs


def asked_for_articles(run):
    return [one.path for one in run.asked if one.path.startswith("/art/")]


@pytest.mark.parametrize("name", each(FORBIDDING))
def test_what_is_forbidden_is_not_asked(crawled, name):
    _, runs = crawled
    assert not asked_for_articles(runs[f"forbids: {name}"])


@pytest.mark.parametrize("name", each(OPEN))
def test_no_rules_let_everything_be_read(crawled, name):
    sites, runs = crawled
    run, site = runs[f"open: {name}"], sites[f"open: {name}"]
    assert_sound(run, site)
    assert len(run.articles) == 2


@pytest.mark.parametrize("name", each(CLOSED))
def test_rules_that_cannot_be_read_close_the_site_and_the_run_says_so(crawled, canary, name):
    sites, runs = crawled
    run = runs[f"closed: {name}"]
    assert_sound(run, sites[f"closed: {name}"], canary)
    assert not asked_for_articles(run)
    assert run.verdict == "unreachable"


@pytest.mark.parametrize("name", ["plain"])
def test_a_site_that_forbids_its_articles_is_not_reported_as_ok(crawled, name):
    sites, runs = crawled
    run = runs[f"forbids: {name}"]
    assert_sound(run, sites[f"forbids: {name}"], but=("nothing is lost",))
    assert run.verdict != "ok"
