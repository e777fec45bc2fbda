"""Whole transfers: an answer whose compression breaks off is no answer, one without its end is looked at twice.

Scrapy gives what could be unpacked of a torn gzip, deflate, br or zstd stream as if it were the page; half an article
would be stored as a whole one. What the connection itself lost (Content-Length, chunks) Scrapy fails by itself.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response
from scrapy.utils._compression import (  # type: ignore[attr-defined]  # the libraries it has chosen for this Python
    _CHUNK_SIZE,
    _check_max_size,
    brotli,
    zstd,
)

from crawler.families.answers import CUT

BROKEN = "broken"
"""Flag of an answer that could not be unpacked to its end."""

_GZIP = b"\x1f\x8b\x08"
_OPENS = re.compile(rb"<(?:html|body)[\s>]", re.IGNORECASE)
_ENDS = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
# Where a page begins, and where nearly all of them end.
_HEAD, _TAIL = 65_536, 2_048


class BrokenTransferError(Exception):
    """The bytes that came cannot be unpacked to their end."""

    def __init__(self) -> None:
        super().__init__("the compressed answer is broken or breaks off")


Unpacker = Callable[[bytes, int], bytes]
"""From a packed body, and the most bytes that may come out of it, to what was packed."""


def _zlib(bits: int) -> Unpacker:
    def unpacked(data: bytes, most: int) -> bytes:
        """All members of the stream, one behind the other; blanks and rubbish behind the last are no part of it."""
        pieces, total = [], 0
        while True:
            stream = zlib.decompressobj(wbits=bits)
            rest = data
            while not stream.eof:
                piece = stream.decompress(rest, _CHUNK_SIZE)
                total += len(piece)
                _check_max_size(total, most)
                pieces.append(piece)
                rest = stream.unconsumed_tail
                if not piece and not rest and not stream.eof:
                    raise BrokenTransferError
            data = stream.unused_data
            if bits < 16 or not data.startswith(_GZIP):
                return b"".join(pieces)

    return unpacked


def _deflate(data: bytes, most: int) -> bytes:
    """As RFC 9110 means it (zlib), else bare, as some servers send it."""
    try:
        return _zlib(zlib.MAX_WBITS)(data, most)
    except zlib.error:
        return _zlib(-zlib.MAX_WBITS)(data, most)


def _br(data: bytes, most: int) -> bytes:
    stream, pieces, total = brotli.Decompressor(), [], 0
    while not stream.is_finished():
        piece = stream.process(data, output_buffer_limit=_CHUNK_SIZE)
        data = b""
        if not piece and not stream.is_finished() and stream.can_accept_more_data():
            raise BrokenTransferError
        total += len(piece)
        _check_max_size(total, most)
        pieces.append(piece)
    return b"".join(pieces)


def _zstd(data: bytes, most: int) -> bytes:
    pieces, total = [], 0
    while data:
        stream = zstd.ZstdDecompressor()
        while not stream.eof:
            piece = stream.decompress(data, _CHUNK_SIZE)
            data = b""
            if not piece and not stream.eof and stream.needs_input:
                raise BrokenTransferError
            total += len(piece)
            _check_max_size(total, most)
            pieces.append(piece)
        data = stream.unused_data
    return b"".join(pieces)


_UNPACKERS: dict[bytes, Unpacker] = {
    b"gzip": _zlib(16 + zlib.MAX_WBITS),
    b"x-gzip": _zlib(16 + zlib.MAX_WBITS),
    b"deflate": _deflate,
    b"br": _br,
    b"zstd": _zstd,
}
_ERRORS = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


def unpack(body: bytes, encoding: bytes, most: int) -> bytes:
    """Unpack a body to its end.

    Args:
        body: as it came; an empty one stays empty, and markup under a wrong label stays markup.
        encoding: gzip, x-gzip, deflate, br or zstd.
        most: bytes that may come out; 0: any number.

    Raises:
        BrokenTransferError: the stream is damaged, or ends before its end.
        ValueError: more than ``most`` came out.
    """
    if not body or body.lstrip()[:1] == b"<":
        return body
    try:
        return _UNPACKERS[encoding](body, most)
    except _ERRORS as why:
        raise BrokenTransferError from why


def is_cut(body: bytes) -> bool:
    """Whether a page opens `<html>` or `<body>` and closes neither."""
    if _ENDS.search(body, max(0, len(body) - _TAIL)):
        return False
    return _OPENS.search(body, 0, _HEAD) is not None and _ENDS.search(body) is None


class WholeAnswersMiddleware(HttpCompressionMiddleware):
    """Scrapy's, without its patience for torn streams."""

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        unpacked = unpack(body, encoding, max_size)
        # Some servers compress what their application has compressed already.
        return unpack(unpacked, b"gzip", max_size) if unpacked.startswith(_GZIP) else unpacked

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # no `spider` since 2.14
        """Flags what is not whole; `LastRetryMiddleware` asks again."""
        if response.body.startswith(_GZIP) and not response.headers.get("Content-Encoding"):
            response.headers["Content-Encoding"] = b"gzip"  # packed, and not said
        try:
            answer: Request | Response = super().process_response(request, response)
        except BrokenTransferError:
            response.flags.append(BROKEN)
            return response
        if isinstance(answer, Response) and answer.status == 200 and is_cut(answer.body):
            answer.flags.append(CUT)
        return answer
