"""``localities.toml``: what the user may write, and one-line answers to what cannot be used."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from crawler.localities.errors import LocalitiesError


def _words(value: object) -> object:
    """One text where a list is expected is a list of one."""
    return [value] if isinstance(value, str) else value


def _text(value: object) -> object:
    """A code written without quotes is a number in TOML: 140500 is meant as "140500"."""
    return f"{value:06d}" if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**6 else value


Word = Annotated[str, Field(min_length=1)]
Words = Annotated[list[Word], BeforeValidator(_words)]


class LocalityConfig(BaseModel):
    """One ``[[locality]]`` table."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    name: Annotated[str, BeforeValidator(_text), Field(min_length=1)]
    """Name in either script, or six-digit code; ``*`` for everything."""
    include_counties: bool = True
    """Whether a county counts for its prefecture, and both for their province."""
    aliases: Words = []
    """Further names that count for this place."""
    exclude: Words = []
    """Words in which the name does not count (晋城路), and names of counties that do not count for their prefecture."""
    needs_context: Words = []
    """The place counts only in articles that contain at least one of these words."""


class LocalitiesConfig(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    locality: list[LocalityConfig] = []


def read(path: str | Path) -> list[LocalityConfig]:
    """The entries of a file.  An empty file is allowed: nothing is watched.

    Raises LocalitiesError, one line with file, line, problem and remedy, when the file is missing, is not UTF-8, is not
    TOML, or holds keys or types that are not known.
    """
    path = Path(path)
    text = _text_of(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LocalitiesError(_toml_problem(path, text, str(error))) from None
    try:
        return LocalitiesConfig.model_validate(data).locality
    except ValidationError as error:
        raise LocalitiesError(_schema_problem(path, text, error)) from None


def line_of_entry(text: str, index: int) -> int | None:
    """Line, counted from 1, of the ``[[locality]]`` header with this index."""
    headers = [
        number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*locality\s*\]\]", line)
    ]
    return headers[index] if index < len(headers) else None


def where(path: Path, text: str, index: int) -> str:
    """``localities.toml, line 12 (entry 2)`` for messages."""
    line = line_of_entry(text, index)
    return f"{path.name}, line {line} (entry {index + 1})" if line else f"{path.name}, entry {index + 1}"


def _text_of(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise LocalitiesError(
            f"{path}: no such file; create it or set LOCALITIES_FILE (an empty file watches nothing)"
        ) from None
    except OSError as error:
        raise LocalitiesError(
            f"{path}: cannot be read ({error.strerror}); set LOCALITIES_FILE to a readable file"
        ) from None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LocalitiesError(f"{path.name}, line {line}: not UTF-8; save the file with the encoding UTF-8") from None


def _toml_problem(path: Path, text: str, message: str) -> str:
    found = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", message)
    line = int(found[1]) if found and found[1] else max(1, len(text.rstrip("\n").splitlines()))
    problem = message[: found.start()] if found else message
    return f'{path.name}, line {line}: not valid TOML ({problem}); an entry is [[locality]] and below it name = "晋城"'


def _schema_problem(path: Path, text: str, error: ValidationError) -> str:
    # A misspelt `name` is both an unknown key and a missing name: the unknown key tells more.
    first: Any = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    place, kind = first["loc"], first["type"]
    if place[0] != "locality":
        hint = _did_you_mean(str(place[0]), ["locality"])
        return f"{path.name}: unknown key {place[0]!r}{hint}; entries are [[locality]] tables"
    if len(place) == 1:
        return f"{path.name}: locality is not a list of tables; write [[locality]] with double brackets"
    at, key = where(path, text, int(place[1])), str(place[2]) if len(place) > 2 else ""
    if kind == "extra_forbidden":
        known = list(LocalityConfig.model_fields)
        return f"{at}: unknown key {key!r}{_did_you_mean(key, known)}; known keys: {', '.join(known)}"
    if kind == "missing":
        return f'{at}: name is missing; add name = "晋城" or a six-digit code'
    what = f"a word of {key}" if len(place) > 3 else key or "the entry"
    wanted, example = _WANTED.get(key, ("a [[locality]] table", 'write [[locality]] and below it name = "晋城"'))
    if isinstance(first["input"], str) and not first["input"].strip():
        return f"{at}: {what} is empty; {example}"
    return f"{at}: {what} is {_kind_of(first['input'])}, not {'text' if len(place) > 3 else wanted}; {example}"


_WANTED: Final = {
    # what the key holds, and how to write it
    "name": ("text", 'write name = "晋城" or name = "140500"'),
    "include_counties": ("true or false", "write include_counties = false"),
    "aliases": ("a list of names", 'write aliases = ["泽州府"]'),
    "exclude": ("a list of words", 'write exclude = ["晋城路"]'),
    "needs_context": ("a list of words", 'write needs_context = ["山西"]'),
}


def _kind_of(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table", str: "text"}
    return kinds.get(type(value), f"a {type(value).__name__}")


def _did_you_mean(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.5)
    return f" (did you mean {near[0]!r}?)" if near else ""
