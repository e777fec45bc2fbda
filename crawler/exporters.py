"""Exporters for `scrapy crawl -o`: Scrapy's, with page text that stays text in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scrapy.exporters import CsvItemExporter

from crawler.outputs.formulas import guarded


class InertCsvItemExporter(CsvItemExporter):
    """CSV in which no cell is a formula."""

    def _build_row(self, values: Iterable[Any]) -> Iterable[Any]:
        for value in super()._build_row(values):
            yield guarded(value) if isinstance(value, str) else value
