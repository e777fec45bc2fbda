"""What tests share: a scrapy command run as a person runs it, and a server on loopback."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"

Answer = tuple[int, Mapping[str, str], bytes]


@dataclass
class StandIn:
    """A server on loopback that answers with `respond(path, headers)` and notes what it was asked."""

    respond: Callable[[str, Mapping[str, str]], Answer]
    requests: list[str] = field(default_factory=list)
    port: int = 0

    def start(self) -> None:
        stand_in = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stand_in.requests.append(self.path)
                status, headers, body = stand_in.respond(self.path, dict(self.headers))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def stand_in() -> Iterator[Callable[..., StandIn]]:
    running: list[StandIn] = []

    def start(respond: Callable[[str, Mapping[str, str]], Answer]) -> StandIn:
        server = StandIn(respond)
        server.start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.stop()


@dataclass
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str

    def assert_one_line_error(self, *words: str) -> None:
        """The last thing on stderr is one `error:` line with these words, and there is no traceback."""
        errors = [line for line in self.err.splitlines() if line.startswith("error: ")]
        assert len(errors) == 1, self.err
        for word in words:
            assert word in errors[0]
        assert "Traceback" not in self.err


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data with blanks"


@pytest.fixture
def scrapy(data_dir: Path) -> Callable[..., Ran]:
    """Run `scrapy ARGS` in the project, without pauses, its data under `data_dir`."""

    def run(*args: str, env: Mapping[str, str] | None = None, timeout: float = 120, **settings: object) -> Ran:
        given = {"DATA_DIR": data_dir, "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, **settings}
        command = [sys.executable, "-m", "scrapy", *args]
        for name, value in given.items():
            command += ["-s", f"{name}={value}"]
        clean = {name: value for name, value in os.environ.items() if name in ("HOME", "PATH")}
        done = subprocess.run(
            command, cwd=PROJECT, capture_output=True, timeout=timeout, check=False, env={**clean, **(env or {})}
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace"))

    return run
