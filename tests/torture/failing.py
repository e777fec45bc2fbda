"""Let every write of the program fail in turn: `python -m tests.torture.failing` (about an hour for all of them).

A write is a call that changes something under DATA_DIR: writing, syncing, cutting, renaming, creating, removing.
`from`: the n-th and all that follow fail, as on a full disk; `once`: only the n-th; `kill`: the process is killed
instead of the n-th; `torn`: half of the n-th is done, then the process is killed.
"""

from __future__ import annotations

import argparse
import errno
import os
import re
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.torture import state
from tests.torture.bench import BRIEF, FEEDS, FLAG, MIGRATION, SITE, Bench, Trial
from tests.torture.program import Command, Program, compiled

JOBS = {job.name: job for job in (SITE, FLAG, FEEDS, BRIEF, MIGRATION)}
HOWS = ("from", "once", "kill", "torn")


@dataclass(frozen=True)
class Write:
    """The n-th write of a job."""

    number: int
    call: str
    path: str

    def __str__(self) -> str:
        return f"write {self.number} ({self.call} {self.path})"

    @property
    def kind(self) -> tuple[str, str]:
        """The call, and the path without what differs from run to run."""
        return self.call, re.sub(r"\.\w{8}\.tmp|\d{8}T[\d.]+Z", "*", self.path)


def writes(trial: Trial) -> list[Write]:
    """All writes of the job, in their order."""
    data_dir = trial.begin("counted")
    trace = trial.bench.folder / "trace"
    trace.unlink(missing_ok=True)
    done = trial.bench.run(data_dir, *trial.job.args, env=_orders(data_dir, trace), **trial.job.settings)
    assert done.code == 0, done.err
    lines = [line.split(" ", 2) for line in trace.read_text("utf-8").splitlines()]
    return [Write(int(number), call, path) for number, call, path in lines]


def telling(found: list[Write]) -> list[Write]:
    """The first write of each row of equal ones: the last one too, where a row is long."""
    rows: list[list[Write]] = []
    for one in found:
        if rows and rows[-1][-1].kind == one.kind:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [one for row in rows for one in ([row[0], row[-1]] if len(row) > 2 else row[:1])]


def _orders(data_dir: Path, trace: Path, **more: object) -> dict[str, str]:
    return {"FAILING_FOLDER": str(data_dir), "FAILING_TRACE": str(trace)} | {k: str(v) for k, v in more.items()}


def failed(
    trial: Trial, number: int, how: str, number_of_error: int = errno.ENOSPC, name: str = "failing"
) -> list[str]:
    """Let a write fail, look at what is there, bring the job to its end, and say what is wrong."""
    data_dir = trial.begin(name)
    trace = trial.bench.folder / f"{name}.trace"
    trace.unlink(missing_ok=True)
    orders = _orders(data_dir, trace, FAILING_AT=number, FAILING_HOW=how, FAILING_ERRNO=number_of_error)
    command = trial.bench.start(data_dir, *trial.job.args, env=orders, **trial.job.settings)
    if not command.ended.wait(40):
        command.kill()
        command.ended.wait(10)
        return ["did not end within 40 s"]
    met = [line for line in trace.read_text("utf-8").splitlines() if line.startswith(f"{number} ")]
    told = [] if how in ("kill", "torn") or not met else wrong_end(trial, data_dir, command)
    if how in ("kill", "torn") and met and command.code != -signal.SIGKILL:
        told.append(f"ended with {command.code}")
    told += trial.wrong_at_once(data_dir, recorded=command.code != 3)
    told += trial.finish(data_dir)
    return [f"at {met[0] if met else 'no write'}: {one}" for one in told]


def wrong_end(trial: Trial, data_dir: Path, command: Command) -> list[str]:
    """How a run without storage must end: with exit code 3 and one line, unless all it had to do was done."""
    told = ["traceback"] if "Traceback" in command.err + command.out else []
    if command.code == 0:
        told += [f"exit 0, but {one}" for one in undone(trial, data_dir)]
    elif command.code != 3:
        told.append(f"exit {command.code}: {command.out[-300:]} {command.err[-600:]}")
    elif not command.complaints or sum(line.startswith("error: ") for line in command.complaints) > 1:
        told.append(f"said: {command.complaints}")
    # The run itself may be well, and its record whole, when the feeds behind it cannot be written.
    behind = any(line.startswith("error: ") for line in command.complaints)
    if command.code == 3 and ": ok;" in command.out and not behind:
        told.append("exit 3, but the run is told to be ok")
    return told


def undone(trial: Trial, data_dir: Path) -> list[str]:
    """What a run that claims success has not done."""
    try:
        told = state.differences(state.content(data_dir), trial.once)
    except AssertionError as why:
        return [str(why)]
    feeds = state.feeds(data_dir)
    told += [f"feeds/{name} is another" for name, text in trial.feeds_once.items() if feeds.get(name) != text]
    told += (
        ["briefs differ"] if trial.job is BRIEF and state.briefs(data_dir) != state.briefs(trial.undisturbed) else []
    )
    if trial.job.fetches:
        newest = state.reports(data_dir)[-1]["verdict"]
        told += [f"the run report says {newest}"] if newest != "ok" else []
        last = state.runs(data_dir)[-1]
        told += [f"the archive's last run says {last}"] if last != ("ok", True) else []
        earlier = len(state.runs(trial.origin)) if trial.origin else 0
        told += ["the archive has no record of the run"] if len(state.runs(data_dir)) != earlier + 1 else []
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--job", action="append", choices=sorted(JOBS))
    parser.add_argument("--how", action="append", choices=HOWS)
    parser.add_argument("--telling", action="store_true", help="of equal writes in a row only the first and the last")
    parser.add_argument("--at", type=int, action="append", metavar="N")
    given = parser.parse_args()
    wrong = tried = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.path.realpath(folder))
        program = Program(root / "output", (compiled("failing_writes.c", root),))
        for name in given.job or JOBS:
            bench = Bench(program, root / name)
            trial = Trial(bench, JOBS[name])
            found = writes(trial)
            chosen = telling(found) if given.telling else found
            print(f"{name}: {len(found)} writes, of which {len(chosen)} are tried", flush=True)
            for how in given.how or HOWS:
                for one in chosen:
                    if given.at and one.number not in given.at:
                        continue
                    told = failed(trial, one.number, how)
                    tried += 1
                    wrong += bool(told)
                    if told:
                        print(f"{name} {how}, {one}: {'; '.join(told)}", flush=True)
            bench.stop()
        program.stop()
    print(f"{tried} tried, after {wrong} of them something was wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
