"""Which lines are furniture and which are text. Nothing of a text may be lost because it uses the words of a notice."""

from __future__ import annotations

import pytest

from crawler.extract import extract_article
from crawler.extract.phrases import is_furniture
from tests.extract import pages

TEXT = [
    "师傅：要结合数额和情节判断。尚不构成犯罪的，可以依据政务处分法处理。",
    "以上行为不构成犯罪，但违反了工作纪律。",
    "全年严肃查处侵犯群众利益问题四十二起，处理六十八人。",
    "他未经集体研究同意，擅自使用公款购买礼品。",
    "该镇未经批准允许干部使用公车接送子女，被通报。",
    "把公众号作为信息发布平台，让群众看得见、查得到。",
    "说明：本表所列数据截至六月底。",
    "特别提示：报名者须携带身份证原件。",
    "关注群众反映强烈的微信工作群过多问题。督查组逐个核查。整改后只留两个。",
    "群众可通过12388举报电话反映问题，查实的优先办理。",
    "关闭违规窑厂三家，问责干部五人。",
    "扫码点餐强制关注的问题已经整改。",
    "打印材料收费混乱，窗口人员说不清标准。",
    "市场监管部门查处侵权案件十二起，并联系权利人核实。",
    "各村把资金明细上传，公开发布到监督平台。",
    "有的干部报喜不报忧，不反映群众真实意见。",
    "引导网民对违法和不良信息积极举报。",
    "主办单位：虚构市纪委监委",
    "版权登记数量同比增长一成，侵权案件下降。",
]
FURNITURE = [
    "免责声明：本文内容不代表本站观点。",
    "声明：转载此文是出于传递更多信息之目的，版权归原作者所有。",
    "特别声明：以上内容为平台用户上传并发布，本平台仅提供信息存储服务。",
    "如涉及侵权，请及时联系我们删除。",
    "如侵犯您的权益请告知，我们将删除。",
    "未经书面授权许可，不得转载或镜像。",
    "以上内容不构成投资建议。",
    "转载请注明出处",
    "违法和不良信息举报电话：010-000000",
    "京ICP备00000000号 版权所有",
    "关注虚构发布微信公众号",
    "【关闭窗口】",
    "扫一扫在手机打开当前页",
    "打印本页",
    "标签：作风 巡察",
]


@pytest.mark.parametrize("line", TEXT)
def test_text_stays(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize("line", TEXT)
def test_text_stays_in_an_article(line: str) -> None:
    html = f"<h1>{pages.TITLE}</h1>{pages.INFO}<div><p>{pages.SENTENCES[0]}</p><p>{line}</p><p>{pages.SENTENCES[1]}</p></div>"
    assert line in extract_article(pages.plain(html), "https://www.example.gov.cn/a/t20240506_1.html").body.split("\n")


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_goes(line: str) -> None:
    assert is_furniture(line)
