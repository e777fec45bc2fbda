"""Commands of the program as processes that a test may kill, starve of storage or move in time."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import PROJECT

HERE = Path(__file__).resolve().parent
CLEAN = {name: value for name, value in os.environ.items() if name in ("HOME", "PATH")}


class Command:
    """One running command."""

    def __init__(self, pid: int, out: Path, err: Path) -> None:
        self.pid, self._out, self._err = pid, out, err
        self.code: int | None = None
        self.ended = threading.Event()
        self.began = time.monotonic()
        self.took = 0.0

    def end(self, code: int) -> None:
        self.code, self.took = code, time.monotonic() - self.began
        self.ended.set()

    def send(self, number: int) -> None:
        """Send a signal to the command, unless it has ended."""
        if not self.ended.is_set():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send(signal.SIGKILL)

    def wait(self, timeout: float = 60) -> Command:
        """Wait for its end; one that does not end is killed, and that is a failure."""
        if not self.ended.wait(timeout):
            self.kill()
            self.ended.wait(10)
            raise AssertionError(f"the command did not end within {timeout} s\n{self.err[-2000:]}")
        return self

    @property
    def out(self) -> str:
        return self._out.read_text("utf-8", "replace")

    @property
    def err(self) -> str:
        return self._err.read_text("utf-8", "replace")

    @property
    def complaints(self) -> list[str]:
        """What it says went wrong on our side: `error:` lines and log lines of that level."""
        lines = [line for line in self.err.splitlines() if line.startswith("error: ") or " ERROR " in line[:60]]
        return [line for line in lines if "Gave up retrying" not in line]


@dataclass
class Program:
    """Starts commands, each in a session of its own; by default as forks of a process that has loaded the program."""

    folder: Path
    """For the output of the commands."""
    preloads: tuple[Path, ...] = ()
    """Shared objects put before the C library."""
    started: list[Command] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._numbers = itertools.count(1)
        self._commands: dict[int, Command] = {}
        self._answers: dict[int, int] = {}
        self._codes: dict[int, int] = {}
        self._news = threading.Condition()
        self._loaded = False
        self._forker = subprocess.Popen(
            [sys.executable, str(HERE / "preloaded.py")],
            cwd=PROJECT, env={**CLEAN, **self._preload(), "PYTHONPATH": str(PROJECT)}, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        threading.Thread(target=self._listen, daemon=True).start()
        with self._news:
            assert self._news.wait_for(lambda: self._loaded, 60), "the program could not be loaded"

    def _preload(self) -> dict[str, str]:
        return {"LD_PRELOAD": ":".join(map(str, self.preloads))} if self.preloads else {}

    def _listen(self) -> None:
        assert self._forker.stdout is not None
        for line in self._forker.stdout:
            news = json.loads(line)
            with self._news:
                if "ended" in news:
                    self._codes[news["ended"]] = news["code"]
                    if news["ended"] in self._commands:
                        self._commands.pop(news["ended"]).end(self._codes.pop(news["ended"]))
                elif "started" in news:
                    self._answers[news["order"]] = news["started"]
                else:
                    self._loaded = True
                self._news.notify_all()

    def start(
        self, data_dir: Path, *args: str, env: Mapping[str, str] | None = None, fresh: bool = False, **settings: Any
    ) -> Command:
        """Start `scrapy ARGS` on a data folder. `fresh`: as a new process, start-up and all."""
        number = next(self._numbers)
        out, err = self.folder / f"{number}.out", self.folder / f"{number}.err"
        given = {
            "DATA_DIR": data_dir, "DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "RETRY_TIMES": 0,
            "LOCALITIES_FILE": HERE / "places.toml", **settings,
        }  # fmt: skip
        line = [*args, *itertools.chain.from_iterable(("-s", f"{name}={value}") for name, value in given.items())]
        around = {**CLEAN, "PYTHONPATH": str(PROJECT), "SCRAPY_SETTINGS_MODULE": "crawler.settings", **(env or {})}
        command = self._new(line, around, out, err) if fresh else self._fork(number, line, around, out, err)
        self.started.append(command)
        return command

    def _fork(self, number: int, line: list[str], env: dict[str, str], out: Path, err: Path) -> Command:
        assert self._forker.stdin is not None
        order = {"order": number, "args": line, "env": env, "stdout": str(out), "stderr": str(err)}
        for path in (out, err):
            path.touch()
        with self._news:
            self._forker.stdin.write(json.dumps(order).encode() + b"\n")
            self._forker.stdin.flush()
            assert self._news.wait_for(lambda: number in self._answers, 60), "the command was not started"
            pid = self._answers.pop(number)
            command = Command(pid, out, err)
            if pid in self._codes:
                command.end(self._codes.pop(pid))
            else:
                self._commands[pid] = command
        return command

    def _new(self, line: list[str], env: dict[str, str], out: Path, err: Path) -> Command:
        with out.open("wb") as told, err.open("wb") as complained:
            process = subprocess.Popen(
                [sys.executable, "-m", "scrapy", *line], cwd=PROJECT, env={**env, **self._preload()}, stdout=told,
                stderr=complained, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        command = Command(process.pid, out, err)
        threading.Thread(target=lambda: command.end(process.wait()), daemon=True).start()
        return command

    def run(self, data_dir: Path, *args: str, timeout: float = 60, **more: Any) -> Command:
        """Start a command and wait for its end."""
        return self.start(data_dir, *args, **more).wait(timeout)

    def stop(self) -> None:
        """End what still runs."""
        for command in self.started:
            command.kill()
        assert self._forker.stdin is not None
        self._forker.stdin.close()
        try:
            self._forker.wait(10)
        except subprocess.TimeoutExpired:
            self._forker.kill()


def compiled(source: str, folder: Path) -> Path:
    """A shared object made of a C file of this folder. Raises RuntimeError, with the reason, where that cannot be."""
    gcc = shutil.which("gcc")
    if gcc is None or not sys.platform.startswith("linux"):
        raise RuntimeError("needs Linux and gcc: faults are put before the C library")
    folder.mkdir(parents=True, exist_ok=True)
    library = folder / Path(source).with_suffix(".so").name
    built = subprocess.run(
        [gcc, "-shared", "-fPIC", "-O2", "-Wall", "-o", str(library), str(HERE / source), "-ldl"],
        capture_output=True, check=False, text=True, timeout=60,
    )  # fmt: skip
    if built.returncode:
        raise RuntimeError(f"gcc: {built.stderr}")
    return library
