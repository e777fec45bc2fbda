"""Chinese characters: script folding, numerals, white space."""

from crawler.hanzi.folding import fold

__all__ = ["fold"]
