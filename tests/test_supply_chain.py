"""What is installed is what was chosen: pinned with hashes, from PyPI, without known holes, under licences we may use.

And nothing that is nobody's business lies in the repository or comes out of the program. No test here needs the network.
"""

import json
import re
import shutil
import subprocess
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from crawler.paths import PROJECT

FILES = ["requirements.txt", "requirements-dev.txt"]
PINNED = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?==[A-Za-z0-9.+!]+(?: ; [^@]+)?")
HASHES = re.compile(r"(?: --hash=sha256:[0-9a-f]{64})+")


def entries(name):
    """The requirements of a file: each without its hashes, and the hashes."""
    text = (PROJECT / name).read_text("utf-8").replace("\\\n", "")
    lines = [
        re.sub(r" +", " ", line) for line in text.splitlines() if not line.lstrip().startswith("#") and line.strip()
    ]
    return [re.match(r"(.*?)((?: --hash=\S+)*)$", line.rstrip()).groups() for line in lines]


REQUIREMENTS = {Requirement(wanted).name: Requirement(wanted) for name in FILES for wanted, _ in entries(name)}
HERE = {name: one for name, one in REQUIREMENTS.items() if one.marker is None or one.marker.evaluate()}


# -- pins -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_a_pypi_name_one_version_and_its_hashes(name):
    assert len(entries(name)) > 15
    for wanted, hashes in entries(name):
        assert PINNED.fullmatch(wanted), f"{name}: {wanted!r} is not name==version"
        assert HASHES.fullmatch(hashes), f"{name}: {wanted!r} lacks hashes; run make lock"


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_what_is_chosen_by_hand_is_one_version_of_a_pypi_name(name):
    for line in (PROJECT / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            assert PINNED.fullmatch(line) or line == "-c requirements.txt", f"{name}: {line!r}"
            if "==" in line:
                assert str(REQUIREMENTS[line.partition("==")[0]].specifier) == "==" + line.partition("==")[2], (
                    "make lock"
                )


def test_installed_is_what_is_pinned():
    wrong = {}
    for name, one in HERE.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed = "missing"
        if f"=={installed}" != str(one.specifier):
            wrong[name] = f"installed {installed}, pinned {one.specifier}"
    assert not wrong, "make clean test: " + json.dumps(wrong, indent=1)


# -- advisories -----------------------------------------------------------------------------------------------------

# The first version without the hole. What only touches parts of a library that are not used here is in the table too:
# uses change more easily than somebody looks here.
LEAST = [
    ("scrapy", "2.11.2", "GHSA-23j4-mw76-5v7h: redirects to file: and other schemes"),
    ("scrapy", "2.13.4", "CVE-2025-6176: small answers that unpack to gigabytes"),
    ("scrapy", "2.14.2", "GHSA-cwxj-rr6w-m6w7: an answer's Referrer-Policy names code to run"),
    ("scrapy", "2.17.0", "GHSA-76g3-c3x4-crvx: S3 requests in clear text"),
    ("brotli", "1.2.0", "CVE-2025-6176: without it Scrapy cannot bound what br unpacks to"),
    ("brotlicffi", "1.2.0.0", "CVE-2025-6176: the same on PyPy"),
    ("twisted", "24.7.0", "CVE-2024-41671: pipelined HTTP requests out of order; CVE-2024-41810"),
    ("lxml", "4.9.1", "CVE-2022-2309: a crash on certain input; CVE-2021-43818"),
    ("cryptography", "44.0.1", "CVE-2024-12797: a server's raw public key taken as verified"),
    ("requests", "2.32.4", "CVE-2024-47081: .netrc credentials to another host"),
    ("urllib3", "2.6.0", "CVE-2025-66418, CVE-2025-66471: small answers that unpack to gigabytes"),
    ("certifi", "2024.7.4", "CVE-2024-39689: an authority that is not trusted any more"),
    ("idna", "3.7", "CVE-2024-3651: quadratic time on long names"),
    ("aiohttp", "3.12.14", "CVE-2025-53643: request smuggling by trailers"),
    ("jinja2", "3.1.6", "CVE-2025-27516: a template gets out of its sandbox"),
    ("pydantic", "2.4.0", "CVE-2024-3772: slow pattern for mail addresses"),
    ("sqlalchemy", "1.3.0", "CVE-2019-7164: SQL injection by order_by"),
    ("pygments", "2.7.4", "CVE-2021-27291: slow patterns"),
    ("markdown-it-py", "2.2.0", "CVE-2023-26303: a crash on certain input"),
]


def test_no_pin_lies_below_an_advisory():
    for name, least, why in LEAST:
        if name in REQUIREMENTS:
            [pin] = REQUIREMENTS[name].specifier
            assert Version(pin.version) >= Version(least), f"{name} {pin.version} < {least}: {why}"


# -- licences -------------------------------------------------------------------------------------------------------

# Permissive: to be used in anything that keeps their notices. Weak copyleft is for whole libraries, each named below.
PERMISSIVE = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "PSF-2.0", "ZPL-2.1"}
# How those who do not write SPDX write it: in the classifier, or in the field License.
SPELLINGS = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
EXCEPTIONS = {
    "certifi": ("MPL-2.0", "a list of certificates, installed unchanged beside us"),
    "hypothesis": ("MPL-2.0", "for tests only; nothing of it is handed on"),
    "pathspec": ("MPL-2.0", "of mypy, for tests only"),
}


def licence(name):
    """A distribution's licence as it states it: SPDX, else the classifier, else the text of the field."""
    stated = metadata.metadata(name)
    classifiers = [one.split(" :: ")[-1] for one in stated.get_all("Classifier", []) if one.startswith("License ::")]
    text = stated.get("License-Expression") or " AND ".join(SPELLINGS.get(one, one) for one in classifiers)
    field = (stated.get("License") or "").strip()
    return text or SPELLINGS.get(field, field) or "states none"


def is_permissive(expression):
    alternatives = expression.strip("()").split(" OR ")
    return any(all(part.strip(" ()") in PERMISSIVE for part in one.split(" AND ")) for one in alternatives)


def test_every_library_is_under_a_licence_we_may_use():
    stated = {name: licence(name) for name in HERE}
    odd = {
        name: what for name, what in stated.items()
        if not is_permissive(what) and what != EXCEPTIONS.get(name, ("", ""))[0]
    }  # fmt: skip
    assert not odd, "not in PERMISSIVE and not named in EXCEPTIONS with a reason: " + json.dumps(odd, indent=1)
    unneeded = [name for name in EXCEPTIONS if name not in REQUIREMENTS or is_permissive(stated.get(name, ""))]
    assert not unneeded, f"exceptions that nothing needs: {unneeded}"


@pytest.mark.parametrize("expression", ["GPL-3.0-only", "MIT AND GPL-2.0-only", "AGPL-3.0-or-later", "states none", ""])
def test_other_licences_are_not_permissive(expression):
    assert not is_permissive(expression)


# -- secrets --------------------------------------------------------------------------------------------------------

# Written so that none matches itself.
PRIVATE = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "a key of a service": r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|github_pat_\w{22}|glpat-[\w-]{20}|xox[abprs]-[\w-]{10}"
    r"|sk-[A-Za-z0-9_-]{24}|AIza[\w-]{35}|pypi-[A-Za-z0-9_-]{40}|eyJ[\w-]{20,}\.eyJ[\w-]{20,}\.)",
    "a password": r"(?i)\b(?:password|passwd|secret|api_?key|access_?token|auth_?token)\b[\"']?\s*[:=]\s*[\"'][^\"'\s{}]{6,}",
    "a password in an address": r"\w\+?:/{2}[^\s/:@\"'{}<>…]+:[^\s/@\"'{}<>…]+@(?!127\.0\.0\.1|www\.example\.)[\w.]",
    "a path of somebody's machine": r"(?<![\w.>])/(?:home|Users)/[a-z]\w*/|(?<![\w.])/ro{2}t/|(?<![\w.])/wor[k]/"
    r"|\b[A-Z]:\\Users\\",
}


def test_nothing_private_lies_in_the_repository():
    if shutil.which("git") is None or not (PROJECT / ".git").exists():
        pytest.skip("not a git checkout")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True).stdout.decode()
    found = []
    for name in filter(None, tracked.split("\0")):
        if not (PROJECT / name).is_file() or (content := (PROJECT / name).read_bytes()).count(b"\0"):
            continue
        text = content.decode("utf-8", "replace")
        for what, pattern in PRIVATE.items():
            found += [
                f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {what}: {match[0][:12]}…"
                for match in re.finditer(pattern, text)
            ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a private key", "-----BEGIN " + "RSA PRIVATE KEY-----"),
        ("a key of a service", "ghp" + "_0123456789abcdefghijklmnopqrstuvwxyz"),
        ("a password", 'password = "' + 'hunter2hunter2"'),
        ("a password in an address", "postgresql+psycopg:" + "//user:geheim@db.example/x"),
        ("a path of somebody's machine", "/ho" + "me/alice/archive"),
        ("a path of somebody's machine", "/ro" + "ot/.ssh"),
    ],
)
def test_what_is_private_would_be_found(what, line):
    assert re.search(PRIVATE[what], line)


WORD = "ge" + "heim"
ADDRESSES = [
    "postgresql+psycopg://user:{}@127.0.0.1:1/x",
    "postgresql+psycopg://127.0.0.1:1/x?user=u&password={}",
    "postgresql+psycopg://user:p@{}@127.0.0.1:1/x",
    "postgresql+psycopg://user:p%40{}@127.0.0.1:1/x",
    "postgresql+psycopg://user:{0}@127.0.0.1:{0}/x",
    "postgresql+psycopg://user:{}@127.0.0.1:port/x",
    "postgresql+nosuch://user:{}@127.0.0.1:1/x",
    "nonsense://user:{}@127.0.0.1/x",
    "user:{}@127.0.0.1",
    "sqlite://user:{}@127.0.0.1/x.sqlite3",
    "sqlite+pysqlcipher://:{}@/x.sqlite3",
    "sqlite:////dev/null/x.sqlite3?password={}",
    "sqlite:///file:/dev/null/x.sqlite3?uri=true&key={}",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_archives_password_is_never_shown(scrapy, data_dir, address):
    ran = scrapy("health", ARCHIVE_URL=address.format(WORD))
    assert ran.code in (2, 3)
    ran.assert_one_line_error()
    assert len(ran.err.splitlines()) == 1
    assert WORD not in ran.out + ran.err


@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_the_archives_password_is_not_shown_by_a_crawl_that_tells_everything(scrapy, data_dir, address):
    ran = scrapy("crawl", "sample", "-L", "DEBUG", ARCHIVE_URL=address.format(WORD))
    assert ran.code in (2, 3)
    ran.assert_one_line_error()
    assert WORD not in ran.out + ran.err


def test_a_crawl_with_a_password_leaves_it_nowhere(scrapy, data_dir, tmp_path):
    archive = tmp_path / "x.sqlite3"
    ran = scrapy("crawl", "sample", "-L", "DEBUG", ARCHIVE_URL=f"sqlite:///{archive}?password={WORD}")
    assert ran.code == 0, ran.err
    assert WORD not in ran.out + ran.err
    written = [path for path in [archive, *data_dir.rglob("*")] if path.is_file()]
    assert len(written) > 2
    for path in written:
        assert WORD.encode() not in path.read_bytes(), path


def test_a_misspelt_setting_is_named_without_its_value(scrapy):
    ran = scrapy("health", ARCHIVE_ULR=f"postgresql://user:{WORD}@127.0.0.1/x")
    assert ran.code == 2
    ran.assert_one_line_error("ARCHIVE_ULR", "ARCHIVE_URL")
    assert WORD not in ran.out + ran.err
