"""Files of the user's own: TOML with one kind of [[table]], and one-line answers to what cannot be used in them."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class TableFile(Generic[Model]):
    """One kind of file: what its tables are called, what they may hold, and how mistakes are answered."""

    table: str
    """Name of the tables: locality for [[locality]]."""
    model: type[Model]
    """One table; it forbids extra keys."""
    error: type[Exception]
    """What is raised, with one line of text: file, line, problem, remedy."""
    setting: str
    """The setting that names the file."""
    without: str
    """What an empty file means."""
    examples: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By key what it holds, and how to write it; the required ones are among them."""

    def read(self, path: Path) -> list[Model]:
        """The tables of a file; an empty file has none."""
        text = self.text_of(path)
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise self.error(self._toml_problem(path, text, str(error))) from None
        return [self._validated(path, text, index, one) for index, one in enumerate(self._tables(path, data))]

    def where(self, path: Path, text: str, index: int) -> str:
        """``localities.toml, line 12 (entry 2)`` for messages."""
        header = re.compile(rf"\s*\[\[\s*{self.table}\s*\]\]")
        headers = [number for number, line in enumerate(text.splitlines(), 1) if header.match(line)]
        line = f"line {headers[index]} (entry {index + 1})" if index < len(headers) else f"entry {index + 1}"
        return f"{path.name}, {line}"

    def text_of(self, path: Path) -> str:
        """The file as text."""
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            raise self.error(
                f"{path}: no such file; create it or set {self.setting} (an empty file {self.without})"
            ) from None
        except OSError as error:
            raise self.error(
                f"{path}: cannot be read ({error.strerror}); set {self.setting} to a readable file"
            ) from None
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise self.error(f"{path.name}, line {line}: not UTF-8; save the file with the encoding UTF-8") from None

    def _tables(self, path: Path, data: dict[str, Any]) -> list[Any]:
        for key in data:
            if key != self.table:
                hint = did_you_mean(key, [self.table])
                raise self.error(f"{path.name}: unknown key {key!r}{hint}; entries are [[{self.table}]] tables")
        tables = data.get(self.table, [])
        if not isinstance(tables, list):
            raise self.error(
                f"{path.name}: {self.table} is not a list of tables; write [[{self.table}]] with double brackets"
            )
        return tables

    def _validated(self, path: Path, text: str, index: int, table: Any) -> Model:
        try:
            return self.model.model_validate(table)
        except ValidationError as error:
            raise self.error(self._schema_problem(self.where(path, text, index), error)) from None

    def _toml_problem(self, path: Path, text: str, message: str) -> str:
        found = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", message)
        line = int(found[1]) if found and found[1] else max(1, len(text.rstrip("\n").splitlines()))
        problem = message[: found.start()] if found else message
        if "key part" in problem:
            problem += ": a key in other than Latin letters stands in quotes"
        return (
            f"{path.name}, line {line}: not valid TOML ({problem}); "
            f"an entry is [[{self.table}]] and below it {self._first_line()}"
        )

    def _first_line(self) -> str:
        """How the entry's first required key is written."""
        return self.examples["name"][1].removeprefix("write ").partition(" or ")[0]

    def _schema_problem(self, at: str, error: ValidationError) -> str:
        # A misspelt `name` is both an unknown key and a missing name: the unknown key tells more.
        first: Any = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        place, kind = first["loc"], first["type"]
        key = str(place[0]) if place else ""
        if kind == "extra_forbidden":
            known = list(self.model.model_fields)
            return f"{at}: unknown key {key!r}{did_you_mean(key, known)}; known keys: {', '.join(known)}"
        wanted, example = self.examples.get(
            key, (f"a [[{self.table}]] table", f"write [[{self.table}]] and below it {self._first_line()}")
        )
        if kind == "missing":
            return f"{at}: {key} is missing; {example.replace('write', 'add', 1)}"
        if kind == "value_error":
            return f"{at}: {key}: {first['ctx']['error']!s}; {example}"
        what = f"a word of {key}" if len(place) > 1 else key or "the entry"
        if isinstance(first["input"], str) and not first["input"].strip():
            return f"{at}: {what} is empty; {example}"
        if not kind.endswith("_type"):
            return f"{at}: {key} is {_shown(first['input'])}, not {wanted}; {example}"
        return f"{at}: {what} is {_kind_of(first['input'])}, not {'text' if len(place) > 1 else wanted}; {example}"


def did_you_mean(word: str, known: list[str]) -> str:
    """` (did you mean …?)`, or nothing."""
    near = difflib.get_close_matches(word, known, 1, 0.5)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _kind_of(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table", str: "text"}
    return kinds.get(type(value), f"a {type(value).__name__}")
