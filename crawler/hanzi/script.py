"""A text in the reader's script, for output only: words and lengths may change, so offsets do not hold afterwards."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Final, Literal

Script = Literal["hant", "hans"]

# What opencc-python-reimplemented 0.1.7 converts badly in this kind of text, seen 2026-11: pattern, replacement, reason.
CORRECTIONS: Final[dict[Script, tuple[tuple[str, str, str], ...]]] = {
    "hant": (
        ("孃", "娘", "孃 is a variant that nobody prints today: 娘家人, 姑娘"),
        ("汙", "污", "污 is the standard form in print"),
        ("(?<=出)臺|臺(?=[賬帳])", "台", "出台 and 台賬 are not about a terrace"),
        ("於(?=某)", "于", "于 is the surname"),
        ("餘(?=某)", "余", "余 is the surname"),
        ("塗(?=某)", "涂", "涂 is the surname"),
        ("嶽(?=某)", "岳", "岳 is the surname"),
        ("鬱(?=某)", "郁", "郁 is the surname"),
        # 範 means a model or a limit; elsewhere 范 is the surname or part of a name.
        ("(?<![模規典示師防風就])範(?![圍例文本疇式])", "范", "范 is the surname"),
    ),
    "hans": (
        ("甚么", "什么", "甚麼 is spelled 什么"),
        ("身分(?!别)", "身份", "身分 is spelled 身份"),
        ("衞", "卫", "Hong Kong form the table lacks"),
        ("敍", "叙", "Hong Kong form the table lacks"),
        ("濬", "浚", "濬縣 is 浚县"),
        ("干安县", "乾安县", "the county keeps 乾"),
        ("干县", "乾县", "the county keeps 乾"),
        ("复盖", "覆盖", "覆盖 keeps 覆"),
        # 著 stays in 著作, 显著 and the like; behind a verb it is 着.
        ("(?<=[循沿朝向随对看说走带拿跟伴顺])著(?![名作书述称者录文史论])", "着", "循著 is spelled 循着"),
    ),
}
_CONFIG: Final[dict[Script, str]] = {"hant": "s2tw", "hans": "t2s"}


def to_script(text: str, script: Script) -> str:
    """Convert a text to Traditional (hant) or Simplified (hans) characters.

    Text that is already in that script comes back unchanged but for the listed corrections.
    """
    converted = _converter(script)(text)
    for pattern, replacement in _corrections(script):
        converted = pattern.sub(replacement, converted)
    return converted


@functools.cache
def _converter(script: Script) -> Callable[[str], str]:
    from opencc import OpenCC  # reads its dictionaries: only when something is converted

    convert: Callable[[str], str] = OpenCC(_CONFIG[script]).convert
    return convert


@functools.cache
def _corrections(script: Script) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement, _ in CORRECTIONS[script])
