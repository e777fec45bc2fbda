"""The verdict table of docs/operations.md, row by row."""

import copy
import datetime

import pytest

from crawler.extensions.verdicts import Verdict, exit_code, judge, living_on_fallback, unverified, warnings
from crawler.sites import Site

TODAY = datetime.date(2024, 3, 31)
SITE = Site("某站", level="provincial", evidence="captured", max_quiet_days=7)
GOOD = {
    "finish_reason": "finished",
    "listed": {"要闻": 20, "评论": 3},
    "read": {"要闻": 2, "评论": 1},
    "truncated": [],
    "ranged": False,
    "unfinished": [],
    "moved": {},
    "selected": {},
    "session_cookie": False,
    "list_errors": 0,
    "lists": {"read": 2, "gated": 0, "failed": 0, "causes": {}},
    "fetched": 10,
    "articles_failed": {},
    "not_modified": 0,
    "not_asked": {},
    "known": {},
    "extracted": 10,
    "rejected": {},
    "gates": {},
    "stored": {"new": 10},
    "fill": {"title": 1.0, "date": 1.0, "body": 1.0},
    "storage_failures": 0,
}


def changed(**changes):
    report = copy.deepcopy(GOOD)
    for name, value in changes.items():
        if isinstance(value, dict) and name == "lists":
            report["lists"].update(value)
        else:
            report[name] = value
    return report


BOTH_SILENT = {"listed": {"要闻": 0, "评论": 0}, "read": {}}
ONE_SILENT = {"listed": {"要闻": 20, "评论": 0}, "read": {"要闻": 2}}
NO_LISTS = {"read": 0, "failed": 2, "causes": {"TimeoutError": 2}}
QUIET = {"fetched": 0, "extracted": 0, "stored": {}, "fill": {}}


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        (GOOD, "ok"),
        (changed(**QUIET), "ok"),  # a quiet day
        (changed(rejected={"gate": 1}), "ok"),  # a single gate is counted, not judged
        (changed(rejected={"error": 3, "gone": 2}), "ok"),  # some dead links among good pages
        (changed(extracted=2, rejected={"error": 9}), "extract_failed"),  # most did not come in
        (changed(extracted=2, articles_failed={"DownloadTimeoutError": 9}), "extract_failed"),
        (changed(extracted=2, rejected={"gone": 9}), "extract_failed"),
        (changed(extracted=5, rejected={"error": 5}), "extract_failed"),  # half
        (changed(extracted=2, rejected={"list": 9, "out_of_range": 9}), "ok"),  # a home page links to lists
        (changed(fetched=10, rejected={"gate": 5}), "blocked"),
        (changed(**QUIET, not_asked={"robots_forbidden": 6}), "blocked"),
        (changed(**QUIET, not_asked={"robots_forbidden": 6}, known={"skipped": 20}), "ok"),
        (changed(not_asked={"robots_forbidden": 6}), "ok"),
        (changed(extracted=1, rejected={"error": 3}), "ok"),  # too few to tell
        (changed(articles_failed={"TimeoutError": 1}), "ok"),
        (changed(storage_failures=1), "storage_failed"),
        (changed(storage_failures=1, finish_reason="shutdown"), "storage_failed"),
        (changed(lists={"read": 0, "gated": 2, "causes": {"gate": 2}}), "blocked"),
        (changed(lists={"read": 0, "gated": 1, "failed": 1}), "blocked"),
        (changed(lists={"gated": 1}), "ok"),
        (changed(finish_reason="blocked", extracted=2), "blocked"),
        (changed(finish_reason="retry_after"), "blocked"),
        (changed(extracted=0, fill={}, rejected={"gate": 2}, fetched=2), "blocked"),
        (changed(extracted=0, fill={}, rejected={"gate": 1}, fetched=1), "ok"),
        (changed(lists=NO_LISTS, **BOTH_SILENT, **QUIET), "unreachable"),
        (changed(lists={**NO_LISTS, "causes": {"robots_5xx": 2}}, **BOTH_SILENT, **QUIET), "unreachable"),
        (changed(finish_reason="shutdown"), "interrupted"),
        (changed(finish_reason="closespider_timeout"), "interrupted"),
        (changed(finish_reason="shutdown", lists={"read": 0}, **QUIET), "interrupted"),
        (changed(listed={"要闻": 20, "评论": 0}), "empty_listing"),
        (changed(**ONE_SILENT, lists={"failed": 1, "causes": {"503": 1}}), "ok"),  # one list, once
        (changed(**ONE_SILENT, lists={"failed": 1, "causes": {"404": 1}}), "empty_listing"),  # moved
        (changed(list_errors=1), "extract_failed"),
        (changed(truncated=["要闻"]), "ok"),  # a first run has no end to reach
        (changed(extracted=0, fill={}, rejected={"empty_body": 4}), "extract_failed"),
        (changed(extracted=0, fill={}, rejected={"empty_body": 1}), "ok"),  # a film without text
        (changed(extracted=0, fill={}, rejected={"error": 5}), "extract_failed"),
        (changed(extracted=0, fill={}, rejected={"gone": 5}), "ok"),  # the server's own word
        (changed(extracted=0, fill={}, rejected={"error": 1}), "ok"),  # a quiet day with one dead link
        (changed(extracted=0, fill={}, articles_failed={"TimeoutError": 4}), "extract_failed"),
        (changed(extracted=0, fill={}, articles_failed={"program_error": 4}), "extract_failed"),
        (changed(extracted=3, articles_failed={"program_error": 7}), "extract_failed"),
        (changed(extracted=9, articles_failed={"program_error": 1}), "ok"),
        (changed(fill={"title": 1.0, "date": 0.2, "body": 1.0}), "fields_missing"),
        (changed(fill={"title": 1.0, "date": 1.0, "body": 0.4}), "fields_missing"),
        (changed(extracted=1, fill={"title": 1.0, "date": 0.0, "body": 1.0}), "ok"),  # one page proves nothing
    ],
)
def test_verdict(report, verdict):
    assert judge(report, SITE, TODAY, TODAY).verdict == verdict


def test_a_verdict_that_is_not_ok_says_why():
    empty = judge(changed(listed={"要闻": 20, "评论": 0}), SITE, TODAY, TODAY)
    assert "评论" in empty.cause
    assert "要闻" not in empty.cause
    assert "TimeoutError" in judge(changed(lists=NO_LISTS, **BOTH_SILENT, **QUIET), SITE, TODAY, TODAY).cause


@pytest.mark.parametrize(("quiet", "verdict"), [(7, "ok"), (8, "stale")])
def test_stale_is_measured_on_the_archive(quiet, verdict):
    newest = TODAY - datetime.timedelta(days=quiet)
    assert judge(GOOD, SITE, newest, TODAY).verdict == verdict
    assert judge(GOOD, SITE, newest, TODAY, patient=False).verdict == "ok"


def test_a_field_far_below_the_sites_own_history():
    history = [{"fill": {"title": 1.0, "date": 1.0, "body": 1.0}}] * 3
    weak = changed(fill={"title": 1.0, "date": 0.49, "body": 1.0})
    poor_site = [{"fill": {"title": 1.0, "date": 0.6, "body": 1.0}}] * 3
    fair = changed(fill={"title": 1.0, "date": 0.55, "body": 1.0})
    assert judge(weak, SITE, TODAY, TODAY, history).verdict == "fields_missing"
    assert judge(fair, SITE, TODAY, TODAY, poor_site).verdict == "ok"


def test_a_site_known_by_address_only_is_unverified_until_it_has_worked():
    site = Site("某站", evidence="address")
    bad, good = Verdict("unreachable", "DNSLookupError"), Verdict("ok")
    assert unverified(bad, site, []) == Verdict("unverified", "unreachable: DNSLookupError")
    assert unverified(bad, site, [{"verdict": "ok"}]) == bad
    assert unverified(good, site, []) == good
    assert unverified(bad, SITE, []) == bad


def test_a_list_that_is_silent_twice_is_not_there_any_more():
    silent = changed(**ONE_SILENT, lists={"failed": 1, "causes": {"503": 1}})
    assert judge(silent, SITE, TODAY, TODAY, [GOOD | {"verdict": "ok"}]).verdict == "ok"
    assert judge(silent, SITE, TODAY, TODAY, [silent | {"verdict": "ok"}]).verdict == "empty_listing"


def test_more_news_than_one_run_reads_is_said():
    before = [GOOD | {"verdict": "ok", "complete": True}]
    verdict = judge(changed(truncated=["要闻"]), SITE, TODAY, TODAY, before)
    assert verdict.verdict == "interrupted"
    assert "要闻" in verdict.cause
    assert "since" in verdict.cause


def test_a_site_that_always_lists_films_is_not_failing():
    films = {"extracted": 4, "rejected": {"empty_body": 8}}
    assert judge(changed(**films), SITE, TODAY, TODAY).verdict == "extract_failed"
    assert judge(changed(**films), SITE, TODAY, TODAY, [changed(**films)] * 3).verdict == "ok"


def test_a_site_that_has_always_worked_and_loses_all_articles_in_one_run():
    lost = changed(**QUIET | {"fetched": 6}, rejected={"gone": 6})
    assert judge(lost, SITE, TODAY, TODAY, [GOOD] * 3).verdict == "extract_failed"


def test_lists_that_show_far_less_than_they_use_to():
    usual = [GOOD] * 3
    few = changed(listed={"要闻": 2, "评论": 1})
    assert judge(few, SITE, TODAY, TODAY, usual).verdict == "empty_listing"
    assert judge(few, SITE, TODAY, TODAY, usual[:2]).verdict == "ok"
    assert judge(few, SITE, TODAY, TODAY, [few] * 3).verdict == "ok"


@pytest.mark.parametrize(
    ("verdict", "named", "code"),
    [
        ("ok", True, 0),
        ("blocked", False, 1),
        ("unverified", False, 0),
        ("unverified", True, 1),
        ("storage_failed", True, 3),
    ],
)
def test_exit_code(verdict, named, code):
    assert exit_code(verdict, named=named) == code


def test_warnings_name_what_a_verdict_does_not():
    quiet = changed(tls_legacy=False, certificates_verified=True)
    assert warnings(quiet) == []
    loud = {
        **quiet,
        "tls_legacy": True,
        "certificates_verified": False,
        "known": {"withdrawal_doubted": 4},
        "rejected": {"gate": 1},
        "session_cookie": True,
        "moved": {"要闻": "http://www.example.gov.cn/old/"},
    }
    assert len(warnings(loud)) == 6


@pytest.mark.parametrize(
    ("selected", "poor"),
    [
        ({}, []),
        ({"title": {"h2.tit": 10}}, []),
        ({"title": {"h2.tit": 6, "rules": 4}}, []),  # some pages are of another template
        ({"title": {"h2.tit": 4, "rules": 6}}, ["title"]),
        ({"title": {"rules": 2}}, []),  # two pages prove nothing
        ({"title": {"rules": 3}, "body": {"rules": 3}, "date": {"em": 3}}, ["body", "title"]),
        ({"links": {"rules": 1}}, ["links"]),  # a list is read once a run
        ({"title": {"h2.tit": 1, "h1.fl": 9}}, []),  # an older generation of the templates is a selector, too
    ],
)
def test_living_on_the_fallback(selected, poor):
    assert living_on_fallback(changed(selected=selected)) == poor


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"ranged": True, "unfinished": ["要闻"]}, "interrupted"),
        ({"ranged": True, "unfinished": []}, "ok"),
        ({"ranged": False, "unfinished": ["要闻"]}, "ok"),
    ],
)
def test_a_walk_that_did_not_reach_the_end_of_its_range(changes, verdict):
    assert judge(changed(**changes), SITE, TODAY, TODAY).verdict == verdict
