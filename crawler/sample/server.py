"""The sample site on loopback, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from crawler.sample import site

Answer = tuple[int, dict[str, str], bytes]
Respond = Callable[..., Answer]
"""Takes the path of a request and, by keyword, `if_none_match`; gives status, headers and body."""


class SampleServer:
    """Serves `respond` on 127.0.0.1, on a free port, from `start()` to `stop()` or as a context manager.

    Tests may hand in their own `respond`, usually one that wraps `crawler.sample.site.respond` and breaks something.
    An exception it raises is answered with status 500.
    """

    def __init__(self, respond: Respond = site.respond) -> None:
        self.requests: list[str] = []
        """Paths asked for so far, with their query, in order of arrival; conditional requests included."""
        self._httpd = _Server(("127.0.0.1", 0), _Handler)
        self._httpd.respond = respond
        self._httpd.seen = self.requests
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        """The port, known from the moment the object exists."""
        return int(self._httpd.server_address[1])

    def start(self) -> None:
        """Answer requests from now on; a second call changes nothing."""
        if self._thread is None:
            # The poll interval bounds how long stop() takes.
            self._thread = threading.Thread(target=self._httpd.serve_forever, args=(0.05,), daemon=True)
            self._thread.start()

    def stop(self, *_: Any, **__: Any) -> None:
        """Stop answering and free the port; arguments of a signal are ignored, a second call changes nothing."""
        if self._thread is not None:
            self._httpd.shutdown()
            self._thread.join()
            self._thread = None
        self._httpd.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    respond: Respond
    seen: list[str]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "sample"
    sys_version = ""
    # A client that keeps its connection open must not keep a thread for ever.
    timeout = 30

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        self.server.seen.append(self.path)
        try:
            status, headers, body = self.server.respond(self.path, if_none_match=self.headers.get("If-None-Match"))
        except Exception as error:  # noqa: BLE001 - a broken `respond` of a test is an answer, not a lost connection
            status, headers, body = 500, {"Content-Type": "text/plain; charset=utf-8"}, repr(error).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body and status != 304:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: `requests` tells what was asked for."""
