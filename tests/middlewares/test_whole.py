"""Answers that are not whole: torn streams, bombs, pages without their end."""

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.utils._compression import _DecompressionMaxSizeExceeded, brotli, zstd

from crawler.middlewares.whole import BrokenTransferError, is_cut, unpack

PAGE = ("<html><body>" + "某县纪委监委走访农户，逐项核对补助资金。" * 400 + "</body></html>").encode()


def bare_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED = {
    b"gzip": gzip.compress(PAGE, mtime=0),
    b"deflate": zlib.compress(PAGE),
    b"br": brotli.compress(PAGE),
    b"zstd": zstd.compress(PAGE),
}


@pytest.mark.parametrize("encoding", PACKED, ids=bytes.decode)
def test_a_whole_stream_is_unpacked(encoding):
    assert unpack(PACKED[encoding], encoding, 0) == PAGE


@pytest.mark.parametrize("encoding", PACKED, ids=bytes.decode)
@given(share=st.floats(0.02, 0.98))
def test_a_torn_stream_is_never_taken_for_a_page(encoding, share):
    packed = PACKED[encoding]
    with pytest.raises(BrokenTransferError):
        unpack(packed[: max(1, int(len(packed) * share))], encoding, 0)


@pytest.mark.parametrize("encoding", PACKED, ids=bytes.decode)
def test_a_stream_without_its_last_bytes_is_torn_too(encoding):
    with pytest.raises(BrokenTransferError):
        unpack(PACKED[encoding][:-3], encoding, 0)


def test_a_wrong_check_sum_is_a_broken_transfer():
    packed = bytearray(PACKED[b"gzip"])
    packed[-6] ^= 0xFF
    with pytest.raises(BrokenTransferError):
        unpack(bytes(packed), b"gzip", 0)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, brotli.compress, zstd.compress])
def test_a_bomb_ends_at_the_bound(pack):
    name = {gzip.compress: b"gzip", zlib.compress: b"deflate", brotli.compress: b"br", zstd.compress: b"zstd"}[pack]
    with pytest.raises(ValueError, match="exceeded"):
        unpack(pack(bytes(50_000_000)), name, 1_000_000)


@pytest.mark.parametrize(
    ("body", "encoding", "whole"),
    [
        (bare_deflate(PAGE), b"deflate", PAGE),
        (gzip.compress(PAGE[:50], mtime=0) + gzip.compress(PAGE[50:], mtime=0), b"gzip", PAGE),  # two members
        (gzip.compress(PAGE, mtime=0) + bytes(16), b"gzip", PAGE),  # padding
        (PAGE, b"gzip", PAGE),  # a wrong label
        (b"", b"gzip", b""),
        (gzip.compress(b"", mtime=0), b"gzip", b""),
    ],
)
def test_what_servers_make_of_it(body, encoding, whole):
    assert unpack(body, encoding, 0) == whole


@given(st.binary(max_size=200), st.sampled_from(sorted(PACKED)))
def test_any_bytes_are_unpacked_or_refused(body, encoding):
    with suppress(BrokenTransferError, _DecompressionMaxSizeExceeded):
        assert isinstance(unpack(body, encoding, 10_000), bytes)


@pytest.mark.parametrize(
    ("page", "cut"),
    [
        (PAGE, False),
        (PAGE[:-20], True),
        (b"<html><body>text</body>", False),
        (b"<HTML>text</HTML >", False),
        (b"just text", False),
        (b"<div>a piece</div>", False),
        (b"", False),
    ],
)
def test_a_page_without_its_end(page, cut):
    assert is_cut(page) is cut
