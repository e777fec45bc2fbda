"""A transfer that breaks off, lies about its length or its coding, or never ends costs that page and no other."""

from __future__ import annotations

import itertools

import pytest

from tests.hostile.runs import assert_sound, crawl, each
from tests.hostile.site import Reply, Site, story


def _cut(share: float):
    return lambda body: body[: int(len(body) * share)]


def _wrong_crc(body: bytes) -> bytes:
    return body[:-8] + bytes([body[-8] ^ 0xFF]) + body[-7:]


# What is wrong with the transfer of a real article. Its text may be stored whole, or flagged, or left for the next run.
BROKEN = {
    "length_too_long": {"length": 500},
    "length_too_short": {"length": -500},
    "length_half": {"length": -1200},
    "cut_in_the_text": {"cut_after": 1300},
    "cut_in_the_head": {"cut_after": 60},
    "chunked_unterminated": {"framing": "chunked", "unterminated": True},
    "chunked_cut": {"framing": "chunked", "cut_after": 1300},
    "reset_in_the_text": {"cut_after": 1300, "reset": True},
    "closed_without_length_in_the_text": {"framing": "close", "cut_after": 1300},
    "closed_without_length_behind_a_paragraph": {"framing": "close", "spoil": lambda body: body[: body.rfind(b"<p>")]},
    "closed_without_length_reset": {"framing": "close", "cut_after": 1300, "reset": True},
    "gzip_cut": {"encoding": "gzip", "spoil": _cut(0.7)},
    "gzip_cut_chunked": {"encoding": "gzip", "framing": "chunked", "spoil": _cut(0.7)},
    "gzip_without_trailer": {"encoding": "gzip", "spoil": lambda body: body[:-8]},
    "gzip_wrong_crc": {"encoding": "gzip", "spoil": _wrong_crc},
    "gzip_garbage_behind": {"encoding": "gzip", "spoil": lambda body: body + b"\0garbage"},
    "gzip_twice_said_once": {"encoding": "gzip gzip", "label": "gzip"},
    "gzip_twice_said_twice": {"encoding": "gzip gzip"},
    "gzip_unsaid": {"encoding": "gzip", "label": ""},
    "gzip_said_of_plain": {"label": "gzip"},
    "deflate_said_of_gzip": {"encoding": "gzip", "label": "deflate"},
    "deflate_cut": {"encoding": "deflate", "spoil": _cut(0.7)},
    "deflate_wrong_sum": {"encoding": "deflate", "spoil": lambda body: body[:-1] + bytes([body[-1] ^ 0xFF])},
    "raw_deflate": {"encoding": "raw-deflate"},
    "raw_deflate_cut": {"encoding": "raw-deflate", "spoil": _cut(0.7)},
    "br_unasked": {"encoding": "br"},
    "br_cut": {"encoding": "br", "spoil": _cut(0.7)},
    "zstd_unasked": {"encoding": "zstd"},
    "zstd_cut": {"encoding": "zstd", "spoil": _cut(0.7)},
    "coding_unknown": {"label": "snappy"},
    "coding_identity": {"label": "identity"},
    "header_lines_long": {"headers": (("X-Long", "a" * 100_000),)},
    "headers_in_thousands": {"headers": tuple((f"X-{n}", "a") for n in range(5000))},
    "two_lengths": {"headers": (("Content-Length", "17"),)},
    "length_and_chunks": {"framing": "chunked", "headers": (("Content-Length", "400"),)},
    "status_206": {"status": 206},
    "status_203": {"status": 203},
    "status_500": {"status": 500},
    "status_404": {"status": 404},
    "status_403": {"status": 403},
    "said_to_be_plain_text": {"content_type": "text/plain"},
    "said_to_be_pdf": {"content_type": "application/pdf"},
    "said_to_be_nothing": {"content_type": None},
    "NUL_bytes": {"spoil": lambda body: body.replace("的".encode(), "的".encode() + b"\0")},
}

# What holds no article at all.
NOTHING = {
    "headers_without_end": Reply(raw=lambda: (b"HTTP/1.1 200 OK\r\n" if n == 0 else b"X-A: b\r\n" * 500 for n in range(400)), stay=True),
    "no_HTTP": Reply(raw=b"\x16\x03\x01\x00\xa5 what is this\r\n\r\n"),
    "HTTP_0_9": Reply(raw=b"<html><body>an answer of 1991</body></html>"),
    "status_line_odd": Reply(raw=b"HTTP/1.1 abc What\r\n\r\nbody"),
    "status_999": Reply("<html>x</html>", 999),
    "closed_at_once": Reply(raw=b""),
    "reset_at_once": Reply(raw=b"", reset=True),
    "status_204": Reply(status=204),
    "status_304_unasked": Reply(status=304),
    "empty_200": Reply(),
    "blanks": Reply(" \n" * 4000),
    "pdf_as_html": Reply(b"%PDF-1.7\n" + bytes(range(256)) * 200),
    "image_as_html": Reply(b"\x89PNG\r\n\x1a\n" + bytes(range(255, -1, -1)) * 200),
    "NULs": Reply(b"\0" * 20_000),
    "never_answered": Reply(never=True),
    "chunk_size_odd": Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"),
    "chunk_size_huge": Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello\r\n"),
    "length_negative": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"),
    "length_no_number": Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello"),
}  # fmt: skip

NUMBER = dict(zip([*BROKEN, "drip"], itertools.count(100), strict=False))


@pytest.fixture(scope="module")
def site(serve):
    site = Site()
    for position, (name, faults) in enumerate(BROKEN.items()):
        site.try_(story(NUMBER[name]), **faults)
        if position % 5 == 0:
            site.add(story(position + 1))
    for name, reply in NOTHING.items():
        site.bad(f"/art/2024/{name}_{7000 + len(name)}.html", reply)
    # Alive, but so slow that only a deadline over the whole ends it.
    site.try_(story(NUMBER["drip"]), drip=(20, 0.4))
    site.add(story(90))
    return serve(site)


@pytest.fixture(scope="module")
def run(site, tmp_path_factory):
    return crawl(tmp_path_factory.mktemp("transfers"), site, DOWNLOAD_TIMEOUT=3, RETRY_TIMES=0)


def test_the_run_is_sound(run, site):
    assert_sound(run, site)


REFUSED = frozenset({"status_206", "status_404"})


@pytest.mark.parametrize("name", each(NUMBER))
def test_a_story_whose_transfer_fails_is_whole_or_flagged_or_left(run, site, name):
    outcome = run.outcome(site, story(NUMBER[name]).path)
    assert outcome in ("exact", "admitted", "left", *(["rejected"] if name in REFUSED else []))
