"""Whatever a page says, what is written from it is data."""

import csv
import io
import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawler.extensions.verdicts import exit_code, judge, warnings
from crawler.logs import inert
from crawler.outputs.briefing import Citation, as_html, as_markdown, as_text
from crawler.outputs.formulas import guarded
from crawler.outputs.jsonfeed import file_stem
from crawler.outputs.summary import MARKS
from crawler.sites import Site
from tests.extensions.test_verdicts import GOOD, TODAY
from tests.properties.strategies import TEXT

FEW = settings(derandomize=True, deadline=None, max_examples=150)
OURS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "article",
    "h1",
    "h2",
    "h3",
    "p",
    "blockquote",
    "div",
    "footer",
    "a",
}


def citation(title, body, url):
    return Citation(
        place="晉城", day="2024年3月12日", outlet="样板日报", title=title, passages=(body,), in_title=False, body=body,
        byline="", url=url, retrieved="2024-03-12 08:00", reposted_by="", sort_day=None, key="0123456789", script="hans",
    )  # fmt: skip


@FEW
@given(TEXT, TEXT, TEXT | TEXT.map(lambda text: f"http://e.cn/{text}"))
def test_a_brief_holds_no_markup_but_its_own(title, body, url):
    page = as_html([citation(title, body, url)])
    for node in LexborHTMLParser(page).css("*"):
        assert node.tag in OURS
        assert not set(node.attributes) - {"lang", "charset", "http-equiv", "content", "name", "class", "href", "rel"}
        assert (node.attributes.get("href") or "http://").startswith(("http://", "https://"))
    assert title in as_text(citation(title, body, url))
    assert "](" not in as_markdown(citation(title, body, "http://e.cn/")).replace("\\]\\(", "")


@FEW
@given(TEXT)
def test_no_cell_is_a_formula(text):
    out = io.StringIO()
    csv.writer(out).writerow([guarded(text)])
    cell = next(csv.reader(io.StringIO(out.getvalue(), newline="")), [""])
    assert (cell or [""])[0].lstrip(" \u3000\ufeff")[:1] not in tuple("=+-@\t\r")


@FEW
@given(TEXT)
def test_a_file_name_is_a_plain_word(name):
    stem = file_stem(name)
    assert stem
    assert not set(stem) & set('/\\.:*?"<>| \n\0')
    assert len(stem.encode()) <= 200


@FEW
@given(TEXT)
def test_a_log_line_is_one_line(text):
    line = inert(text)
    assert not {unicodedata.category(one) for one in line.replace("\t", "")} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(one) for one in line} & {
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    }
    assert len(line.splitlines()) <= 1
    json.dumps(line).encode("utf-8")


COUNT = st.integers(0, 30)


@FEW
@given(
    st.fixed_dictionaries(
        {
            "finish_reason": st.sampled_from(
                ["finished", "shutdown", "blocked", "still_blocked", "storage_failed", "odd"]
            ),
            "listed": st.dictionaries(st.sampled_from(["要闻", "评论"]), COUNT),
            "read": st.dictionaries(st.sampled_from(["要闻", "评论"]), COUNT),
            "fetched": COUNT,
            "extracted": COUNT,
            "not_modified": COUNT,
            "rejected": st.dictionaries(st.sampled_from(["gate", "gone", "error", "list", "empty_body"]), COUNT),
            "articles_failed": st.dictionaries(st.sampled_from(["program_error", "DownloadTimeoutError"]), COUNT),
            "storage_failures": st.integers(0, 1),
            "list_errors": st.integers(0, 1),
        }
    ),
    st.lists(st.sampled_from([{**GOOD, "verdict": "ok"}, {"verdict": "blocked"}]), max_size=4),
)
def test_any_run_has_one_verdict(counts, history):
    report = {**GOOD, **counts, "tls_legacy": False, "certificates_verified": True}
    found = judge(report, Site("某站"), TODAY, TODAY, history)
    assert found.verdict in MARKS
    assert (found.verdict == "ok") == (exit_code(found.verdict, named=True) == 0)
    assert found.verdict == "ok" or found.cause
    assert judge(report, Site("某站"), TODAY, TODAY, history) == found
    assert isinstance(warnings(report), list)
