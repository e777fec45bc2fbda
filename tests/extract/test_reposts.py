"""Reposts are taken apart; articles that print a document in full are not."""

from __future__ import annotations

import pytest

from crawler.extract.reposts import find_repost
from tests.extract.pages import SENTENCES

REPORT = "\n".join(SENTENCES)
TITLE = "清风吹进东河镇"


@pytest.mark.parametrize(
    ("introduction", "outlet", "day"),
    [
        (f"8月16日,虛構監察報【{TITLE}】一文,兩處提到我縣。\n報道全文如下:", "虛構監察報", "--08-16"),
        (f"9月3日，《虚构日报》第3版刊发《{TITLE}》一文，报道我县的做法。现将全文转发如下：", "虚构日报", "--09-03"),
        (f"2024年9月3日，虚构日报头版刊发《{TITLE}》。\n以下为报道全文：", "虚构日报", "2024-09-03"),
        (f"近日，虚构监察网以《{TITLE}》为题报道了我县。\n原文如下", "虚构监察网", None),
        (f"近日，虚构监察网聚焦我县，刊发《{TITLE}》。\n全文如下：", "虚构监察网", None),
    ],
)
def test_reposts(introduction: str, outlet: str, day: str | None) -> None:
    repost = find_repost(
        "我县登上大报", f"{introduction}\n{TITLE}\n{REPORT}\n（虚构日报记者 林明远）\n分享到：\n相关文章："
    )
    assert repost is not None
    assert (repost.title, repost.outlet, repost.date_raw) == (TITLE, outlet, day)
    assert repost.body == f"{REPORT}\n（虚构日报记者 林明远）"
    assert repost.byline == "（虚构日报记者 林明远）"
    assert repost.introduction


def test_the_title_may_stand_in_the_introduction_only() -> None:
    repost = find_repost("转发", f"9月3日，虚构日报刊发《{TITLE}》一文。\n全文如下：\n{REPORT}")
    assert repost is not None
    assert (repost.title, repost.body) == (TITLE, REPORT)


@pytest.mark.parametrize(
    "body",
    [
        REPORT,
        f"{SENTENCES[0]}\n以下为讲话全文：\n{REPORT}",
        f"近日，县纪委印发通知，全文如下：\n{REPORT}",
        f"新华社北京5月1日电 有关部门印发《关于某事的意见》，要求认真执行。\n《关于某事的意见》全文如下。\n{REPORT}",
        f"《条例》已经公布，全文如下。\n第一章 总则\n{REPORT}",
        f"{REPORT}\n{SENTENCES[0]}他说，报道全文如下的材料可以在网上找到。\n{SENTENCES[1]}",
        f"近日，虚构日报刊发《{TITLE}》一文。\n报道全文如下：",
        "",
    ],
)
def test_ordinary_articles(body: str) -> None:
    assert find_repost("标题", body) is None
