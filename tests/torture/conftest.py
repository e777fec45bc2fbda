"""The program preloaded once for all tests here, and a site with a folder for each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture.bench import Bench, Job, Trial
from tests.torture.program import Program, compiled


@pytest.fixture(scope="session")
def shims(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...] | str:
    """The shared objects that make writes fail and clocks wrong; or why there are none."""
    folder = tmp_path_factory.mktemp("shims")
    try:
        return compiled("failing_writes.c", folder), compiled("shifted_clock.c", folder)
    except RuntimeError as why:
        return str(why)


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory, shims: tuple[Path, ...] | str) -> Iterator[Program]:
    if os.name != "posix":
        pytest.skip("needs fork")
    program = Program(tmp_path_factory.mktemp("output"), () if isinstance(shims, str) else shims)
    yield program
    program.stop()


@pytest.fixture(scope="session")
def faults(shims: tuple[Path, ...] | str) -> None:
    """Skips a test where nothing can be put before the C library."""
    if isinstance(shims, str):
        pytest.skip(shims)


@pytest.fixture
def bench(program: Program, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(program, Path(os.path.realpath(tmp_path)))
    yield bench
    bench.stop()


@pytest.fixture(scope="session")
def trial_of(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The trial of a job; its beginning and its undisturbed end are made once."""
    made: dict[str, Trial] = {}

    def trial(job: Job) -> Trial:
        if job.name not in made:
            folder = Path(os.path.realpath(tmp_path_factory.mktemp(job.name)))
            made[job.name] = Trial(Bench(program, folder), job)
        return made[job.name]

    yield trial
    for one in made.values():
        one.bench.stop()
