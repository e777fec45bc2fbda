"""Saved pages of every site and family: what the spider makes of them is what a person has read there.

A page without expected.json writes it and fails, so that a person reads it beside the page before it counts.
"""

import json

import pytest

from tests.site_pages import NOT_YET, cases


# Expected holds what is right; the program does not read it so yet.
def marked(case):
    reason = NOT_YET.get(str(case))
    return pytest.param(case, marks=pytest.mark.xfail(reason=reason, strict=True)) if reason else case


CASES = [marked(case) for case in cases()]
EVIDENCE = {
    "article": ("title", "body"),
    "list": ("count", "first"),
    "issue": ("count", "first"),
    "days": ("days",),
    "pages": ("pages",),
    "links": ("links",),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_saved_page_is_read_as_expected(case):
    found = case.read()
    for name in EVIDENCE[case.kind]:
        assert found[name], f"{case}: nothing found for {name}"
    if not case.expected.exists():
        case.expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
        pytest.fail(f"wrote {case.expected}: read it beside the page, correct it where it is wrong, then run again")
    assert found == json.loads(case.expected.read_text("utf-8"))
