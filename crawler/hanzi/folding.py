"""Traditional and variant characters folded to Simplified, one character for one.

The table comes from the dictionary texts of opencc-python-reimplemented (Apache-2.0); its converter is not used, because
phrase conversion changes lengths and would break every offset.  Folding is for matching only: quotes stay as printed.
"""

from __future__ import annotations

import functools
import importlib.util
import re
import unicodedata
from pathlib import Path
from typing import Final

VARIANTS: Final = ("HKVariantsRev.txt", "TWVariantsRev.txt")
"""Regional forms, to be read as the form that the Traditional-to-Simplified table knows: 衞 → 衛, 敍 → 敘."""

ADDITIONS: Final = {
    "濬": "浚",
    "澂": "澄",
    "厯": "历",
    "瀋": "沈",
    "喫": "吃",
    "綫": "线",
    "峯": "峰",
    "羣": "群",
    "衆": "众",
}
"""Forms that occur in names and that the package's table lacks or sends elsewhere."""

KEPT: Final = frozenset("瞭藉覆著")
"""Characters that are Simplified too, in words of their own: 瞭望, 慰藉, 覆盖, 著名."""

COMPATIBILITY: Final = ((0xF900, 0xFAFF), (0x2F00, 0x2FDF))
"""Compatibility ideographs and radicals, which PDF converters put in the place of ordinary characters."""


def fold(text: str) -> str:
    """Return ``text`` with every Traditional or variant character replaced by its Simplified form.

    The result has the same length, so an offset in it is an offset in ``text``.  ``fold(fold(x)) == fold(x)``.
    """
    common, rare = _foldable()
    return text.translate(table()) if common.search(text) or rare.search(text) else text


@functools.cache
def table() -> dict[int, str]:
    """The folding table for ``str.translate``: code point to one character, read once."""
    folder = _dictionaries()
    simplified = _first_values(folder / "TSCharacters.txt")
    out = dict(simplified)
    for name in VARIANTS:
        for variant, standard in _first_values(folder / name).items():
            if standard in simplified:
                out.setdefault(variant, simplified[standard])
    out |= ADDITIONS
    for first, last in COMPATIBILITY:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                out[chr(code)] = plain
    # A value may itself be folded (compatibility form → Traditional → Simplified): settle it, so folding is idempotent.
    settled = {key: _end(out, value) for key, value in out.items() if key not in KEPT}
    return {ord(key): value for key, value in settled.items() if key != value}


@functools.cache
def _foldable() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Find the first character that folding may change, twenty times faster than translating Simplified text in vain.

    Two patterns, because one class that mixes both planes loses the fast bitmap of ``re``.
    """
    basic = "".join(chr(code) for code in table() if code <= 0xFFFF)
    return re.compile(f"[{re.escape(basic)}]"), re.compile("[\U00010000-\U0010ffff]")


def _end(mapping: dict[str, str], value: str) -> str:
    for _ in range(4):
        following = value if value in KEPT else mapping.get(value, value)
        if following == value:
            break
        value = following
    return value


def _first_values(path: Path) -> dict[str, str]:
    """``key TAB value value …`` lines, the first value, single characters only."""
    pairs = (line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    firsts = ((key, values.split()[0]) for key, values in pairs if values.strip())
    return {key: value for key, value in firsts if len(key) == 1 and len(value) == 1}


def _dictionaries() -> Path:
    spec = importlib.util.find_spec("opencc")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("opencc-python-reimplemented is missing: pip install -r requirements.txt")
    folder = Path(next(iter(spec.submodule_search_locations))) / "dictionary"
    if not (folder / "TSCharacters.txt").exists():
        raise ImportError(
            f"{folder} holds no TSCharacters.txt: the package 'opencc' overwrote opencc-python-reimplemented"
        )
    return folder
