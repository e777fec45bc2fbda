"""Kill the program at seeded moments: `python -m tests.torture.kill --moments 50 --seed 1` (several minutes)."""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.torture import state
from tests.torture.bench import CRAWL, JOBS, Bench, Trial
from tests.torture.program import Command, Program

IN_FLIGHT = 1
"""Pages of one site that are under way at a time (CONCURRENT_REQUESTS)."""


@dataclass
class Moment:
    """When a command is killed: some seconds after its start, or when the server meets an article request."""

    seconds: float = 0.0
    asked: int = 0
    """Before the answer to the n-th article request."""
    answered: int = 0
    """Right after it."""
    fresh: bool = False
    """Kill a process with its start-up, not a fork of one that has loaded the program."""

    def __str__(self) -> str:
        if self.asked or self.answered:
            return f"{'before' if self.asked else 'after'} the answer to article {self.asked or self.answered}"
        return f"after {self.seconds:.3f} s{' of a new process' if self.fresh else ''}"


def killed(trial: Trial, moment: Moment, name: str = "killed") -> list[str]:
    """Kill the job at a moment, look at what is there, bring it to its end, and say what is wrong."""
    data_dir = trial.begin(name)
    site = trial.bench.site
    running: list[Command] = []
    met = 0

    def at_the(number: int) -> Callable[[str], None]:
        def hook(path: str) -> None:
            nonlocal met
            met += 1
            if met == number:
                running[0].kill()

        return hook

    if moment.asked:
        site.before_answer = at_the(moment.asked)
    if moment.answered:
        site.after_answer = at_the(moment.answered)
    try:
        running.append(trial.bench.start(data_dir, *trial.job.args, fresh=moment.fresh, **trial.job.settings))
        if moment.asked or moment.answered:
            running[0].ended.wait(60)
        else:
            time.sleep(max(0.0, moment.seconds - (time.monotonic() - running[0].began)))
            running[0].kill()
        running[0].wait()
    finally:
        site.before_answer = site.after_answer = lambda path: None
    told = trial.wrong_at_once(data_dir) if data_dir.exists() else []
    cut = running[0].code == -signal.SIGKILL
    told += trial.finish(data_dir)
    asked = site.articles_asked
    if cut and trial.job is CRAWL and len(asked) > site.count + IN_FLIGHT:
        told.append(f"{len(asked)} article requests for {site.count} articles and one kill")
    told += [f"left behind: {one}" for one in state.strays(data_dir)]
    return told


def moments(trial: Trial, count: int, seed: int, *, fresh: bool = False) -> list[Moment]:
    """Seeded moments from the start to the usual end; of a crawl every third is one that the server meets."""
    drawn = random.Random(f"{seed} {trial.job.name}")
    found = []
    for number in range(count):
        if trial.job is CRAWL and number % 3 == 2:
            article = drawn.randint(1, trial.bench.site.count)
            found.append(Moment(asked=article) if number % 2 else Moment(answered=article))
        else:
            usual = trial.duration + (1.2 if fresh else 0.0)
            found.append(Moment(seconds=drawn.uniform(0.0, usual), fresh=fresh))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=50, help="over a crawl; a fifth of it over each other command")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--job", action="append", choices=sorted(JOBS))
    parser.add_argument("--fresh", action="store_true", help="kill new processes, start-up and all")
    given = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.path.realpath(folder))
        program = Program(root / "output")
        for name in given.job or JOBS:
            bench = Bench(program, root / name)
            trial = Trial(bench, JOBS[name])
            count = given.moments if trial.job is CRAWL else max(1, given.moments // 5)
            for moment in moments(trial, count, given.seed, fresh=given.fresh):
                told = killed(trial, moment)
                wrong += bool(told)
                print(f"{name}, killed {moment}: {'; '.join(told) or 'whole'}", flush=True)
            bench.stop()
        program.stop()
    print(f"{wrong} moments after which something was wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
