"""No cell of a table is a formula."""

import csv
import io

import pytest

from crawler.exporters import InertCsvItemExporter
from crawler.items import Article
from crawler.outputs.formulas import guarded


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\u3000＝1", "'\u3000＝1"),
        ("＝HYPERLINK(1)", "'＝HYPERLINK(1)"),
        ("某县 = 某市", "某县 = 某市"),
        ("2024-03-12", "2024-03-12"),
        ("", ""),
    ],
)
def test_guarded(text, cell):
    assert guarded(text) == cell


def test_the_csv_of_a_run_holds_no_formula():
    out = io.BytesIO()
    exporter = InertCsvItemExporter(out)
    exporter.start_exporting()
    exporter.export_item(Article(url="http://e.cn/1", title='=HYPERLINK("http://x","y")', localities=["=1", "晉城"]))
    exporter.finish_exporting()
    [row] = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8")))
    assert row["title"].startswith("'=")
    assert row["localities"].startswith("'=")
