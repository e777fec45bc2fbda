"""Documents are true: generated pages are current, commands run, names exist."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from crawler.commands import known_settings
from crawler.extensions import verdicts
from crawler.paths import PROJECT

sys.path.insert(0, str(PROJECT / "tools"))
import write_docs

README = (PROJECT / "README.md").read_text("utf-8")
OPERATIONS = (PROJECT / "docs/operations.md").read_text("utf-8")
PAGES = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")] + sorted(
    (PROJECT / "docs").glob("*.md")
)


@pytest.mark.parametrize("path", sorted(write_docs.pages()), ids=lambda path: path.name)
def test_generated_pages_are_current(path):
    assert path.exists(), "run `make docs`"
    assert path.read_text("utf-8") == write_docs.pages()[path], "run `make docs`"


def test_the_commands_of_the_readme_run(scrapy):
    block = README.split("<!-- tested -->")[1].split("\n\n")[1]
    commands = [shlex.split(line)[1:] for line in block.splitlines() if "scrapy" in line]
    assert len(commands) >= 4
    for command in commands:
        ran = scrapy(*command)
        assert ran.code == 0, (command, ran.err)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\((?!http)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_settings_in_documents_exist(path):
    for name in re.findall(r"-s ([A-Z_]+)=", path.read_text("utf-8")):
        assert name == "NAME" or name in known_settings(), name


def test_every_verdict_is_explained():
    source = Path(verdicts.__file__).read_text("utf-8")
    for name in {*re.findall(r'Verdict\("(\w+)"', source), "interrupted"}:
        assert f"| `{name}` |" in OPERATIONS, name


def test_every_verdict_that_is_not_ok_has_a_first_command():
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", OPERATIONS, re.M)
    assert len(rows) >= 10
    for name, first in rows:
        assert name == "ok" or re.search(r"`(?:scrapy \w+|df )", first), name


def test_every_field_has_a_meaning():
    page = (PROJECT / "docs/fields.md").read_text("utf-8")
    assert not re.findall(r"^\| `\w+` \| [^|]* \|  \|$", page, re.M)
