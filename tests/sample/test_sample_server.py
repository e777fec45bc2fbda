"""The sample site over real sockets, on loopback."""

from __future__ import annotations

import re
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from crawler.sample.content import entries
from crawler.sample.server import SampleServer
from crawler.sample.site import respond

PATH = entries()[0].path
PROJECT = Path(__file__).resolve().parents[2]


def get(server: SampleServer, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_serves_what_respond_gives() -> None:
    with SampleServer() as server:
        status, headers, body = get(server, PATH)
        expected = respond(PATH)
        assert (status, body) == (expected[0], expected[2])
        assert headers["Content-Type"] == expected[1]["Content-Type"]
        again = get(server, PATH, **{"If-None-Match": headers["ETag"]})
        assert (again[0], again[2]) == (304, b"")
        assert get(server, PATH, "HEAD")[2] == b""
        assert get(server, "/nothing.html?x=1")[0] == 404
        assert server.requests == [PATH, PATH, PATH, "/nothing.html?x=1"]


def test_takes_another_respond_and_survives_its_faults() -> None:
    def broken(path: str, if_none_match: str | None = None) -> Any:
        if path == "/boom":
            raise RuntimeError("made to fail")
        return respond(path, if_none_match)

    with SampleServer(broken) as server:
        assert get(server, "/boom")[0] == 500
        assert get(server, "/")[0] == 200


def test_start_and_stop_may_be_called_twice() -> None:
    server = SampleServer()
    server.start()
    server.start()
    assert get(server, "/robots.txt")[0] == 200
    server.stop()
    server.stop()


def test_runs_in_the_foreground() -> None:
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "crawler.sample"], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        port = int(re.findall(r"^http://127\.0\.0\.1:(\d+)/$", process.stdout.readline())[0])
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
    finally:
        process.terminate()
        process.wait(5)
