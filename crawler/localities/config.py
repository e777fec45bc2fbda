"""``localities.toml``: what the user may write, and one-line answers to what cannot be used."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from crawler.localities.errors import LocalitiesError
from crawler.toml_tables import TableFile


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


FILE = TableFile(
    table="locality",
    model=LocalityConfig,
    error=LocalitiesError,
    setting="LOCALITIES_FILE",
    without="watches nothing",
    examples={
        "name": ("text", 'write name = "晋城" or name = "140500"'),
        "include_counties": ("true or false", "write include_counties = false"),
        "aliases": ("a list of names", 'write aliases = ["泽州府"]'),
        "exclude": ("a list of words", 'write exclude = ["晋城路"]'),
        "needs_context": ("a list of words", 'write needs_context = ["山西"]'),
    },
)
"""``localities.toml``. Its errors are one line with file, line, problem and remedy."""
