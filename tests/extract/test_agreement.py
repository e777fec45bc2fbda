"""Whether a text is the one that its link announced."""

import pytest

from crawler.extract.agreement import agreement, agrees

TITLE = "临河县委原常委、统战部部长方某某接受审查调查"
BODY = "临河县委原常委、统战部部长方某某涉嫌严重违纪违法，目前正接受市纪委监委纪律审查和监察调查。"
NOTICE = "系统升级公告"
NOTICE_BODY = "为给您带来更好的浏览体验，本站将于本周末进行设备更新，期间可能出现短时间无法打开的情况，敬请谅解。"


@pytest.mark.parametrize(
    ("announced", "title", "body", "right"),
    [
        (TITLE, TITLE, BODY, True),
        ("临河县委原常委方某某被查", TITLE, BODY, True),  # shortened and reworded
        ("臨河縣委原常委、統戰部部長方某某接受審查調查", TITLE, BODY, True),  # the other script
        ("监督一线 | 方某某接受审查调查", TITLE, BODY, True),
        (TITLE, NOTICE, NOTICE_BODY, False),
        ("清水镇聚焦惠农补贴开展专项检查", TITLE, BODY, False),
        ("更多", NOTICE, NOTICE_BODY, True),  # says nothing
        ("", NOTICE, NOTICE_BODY, True),
        ("Read more about it", NOTICE, NOTICE_BODY, True),
    ],
)
def test_agreement(announced, title, body, right):
    assert agrees(announced, title, body) is right


def test_it_is_a_share():
    assert agreement(TITLE, TITLE, "") == 1.0
    assert 0.0 <= agreement(TITLE, NOTICE, NOTICE_BODY) < 0.25
