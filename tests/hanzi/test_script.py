"""Output in the reader's script, with the package's bad conversions corrected."""

import pytest

from crawler.hanzi.script import CORRECTIONS, to_script


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("娘家人", "娘家人"),
        ("出台台账制度", "出台台賬制度"),
        ("干部作风干净", "幹部作風乾淨"),
        ("规范示范", "規範示範"),
        ("范某某和余某、于某、涂某", "范某某和余某、于某、涂某"),
        ("污染", "污染"),
        ("晋城市纪委监委", "晉城市紀委監委"),
        ("群众里面", "群眾裡面"),
    ],
)
def test_both_ways(simplified, traditional):
    assert to_script(simplified, "hant") == traditional
    assert to_script(traditional, "hans") == simplified


@pytest.mark.parametrize(
    ("given", "simplified"), [("濬縣", "浚县"), ("乾安縣", "乾安县"), ("甚麼", "什么"), ("衞生", "卫生")]
)
def test_to_simplified(given, simplified):
    assert to_script(given, "hans") == simplified


def test_every_correction_has_a_reason():
    assert all(reason for table in CORRECTIONS.values() for _, _, reason in table)
