"""find_series and split_kicker: own headlines in the shapes of the party press, and what only looks like an instalment."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract.series import Series, find_series, split_kicker

# (title, number, part, name, headline)
NUMBERED = [
    # 题——N论X, with every dash the press uses, and with a plain blank.
    ("让清风吹进每一间办公室——三论深化基层作风建设", 3, None, "深化基层作风建设", "让清风吹进每一间办公室"),
    ("把账本摊开来—— 一论公开透明", 1, None, "公开透明", "把账本摊开来"),
    ("不打招呼才见真章 —— 十二论日常监督", 12, None, "日常监督", "不打招呼才见真章"),
    ("小账本里有大民心 ——二论村级财务监督", 2, None, "村级财务监督", "小账本里有大民心"),
    ("用好身边镜子---四论以案促改", 4, None, "以案促改", "用好身边镜子"),
    ("用好身边镜子--五论以案促改", 5, None, "以案促改", "用好身边镜子"),
    ("把好用人第一关 六论干部选拔监督", 6, None, "干部选拔监督", "把好用人第一关"),
    ("江河日报评论员：守住粮仓的底线———七论粮食购销专项整治", 7, None, "粮食购销专项整治", None),
    ("莫把公函当挡箭牌——再论整治违规接待", 2, None, "整治违规接待", "莫把公函当挡箭牌"),
    ("把賬本攤開來——二論公開透明", 2, None, "公開透明", "把賬本攤開來"),
    ("假借调研之名的游山玩水——四评指尖上的形式主义", 4, None, "指尖上的形式主义", "假借调研之名的游山玩水"),
    ("门难进的病根在哪里——九評機關服務窗口", 9, None, "機關服務窗口", "门难进的病根在哪里"),
    ("治懒先治散——二谈机关效能", 2, None, "机关效能", "治懒先治散"),
    ("三论深入推进清廉乡村建设", 3, None, "深入推进清廉乡村建设", ""),
    ("江河日报评论员文章：三论深入推进清廉乡村建设", 3, None, "深入推进清廉乡村建设", None),
    # 题——X之N
    ("田埂上的监督哨——乡村振兴一线监督纪实之二", 2, None, "乡村振兴一线监督纪实", "田埂上的监督哨"),
    ("数字里的廉情——智慧监督系列述评之一", 1, None, "智慧监督", "数字里的廉情"),
    ("一张清单管到底——“三张清单”落地观察之十一", 11, None, "“三张清单”落地观察", "一张清单管到底"),
    ("让群众看得见——清廉村居建设系列谈之4", 4, None, "清廉村居建设", "让群众看得见"),
    ("旧账新算——扶贫资金追踪系列报道之廿一", 21, None, "扶贫资金追踪", "旧账新算"),
    ("舊賬新算——扶貧資金追蹤系列報導之三", 3, None, "扶貧資金追蹤", "舊賬新算"),
    ("清江日报播发《守夜人的灯——基层纪检干部群像之五》", 5, None, "基层纪检干部群像", None),
    ("拧紧责任链条——新年工作会议系列评论之二 - 清江新闻网", 2, None, "新年工作会议", "拧紧责任链条"),
    ("山城监督员走村入户的系列报道之六", 6, None, "山城监督员走村入户", None),
    # circled
    ("一把尺子量到底——巡察整改进行时③", 3, None, "巡察整改进行时", "一把尺子量到底"),
    ("江河日报评论员文章：源头活水——县域监督启示录⑫", 12, None, "县域监督启示录", None),
    ("“廉洁家风”②祖父留下的一把旧算盘", 2, None, "廉洁家风", "祖父留下的一把旧算盘"),
    ("清风课堂④", 4, None, "清风课堂", None),
    ("走进派驻组⑤：盯住关键岗位", 5, None, "走进派驻组", "盯住关键岗位"),
    # brackets at the end
    ("纪法小知识问答汇编（四）", 4, None, "纪法小知识问答汇编", None),
    ("廉政建设学习资料(12)", 12, None, "廉政建设学习资料", None),
    ("粮仓里的硕鼠——粮食系统典型案例剖析（六）", 6, None, "粮食系统典型案例剖析", "粮仓里的硕鼠"),
    ("违纪干部忏悔录选登㈢", 3, None, "违纪干部忏悔录选登", None),
    ("违纪干部忏悔录选登⑵", 2, None, "违纪干部忏悔录选登", None),
    ("巡察干部手记（之七）", 7, None, "巡察干部手记", None),
    ("监督执纪实务辅导（Ⅲ）", 3, None, "监督执纪实务辅导", None),
    ("清风夜话<36>", 36, None, "清风夜话", None),
    ("中国共产党清江市第九届纪律检查委员会公告（3）", 3, None, None, None),
    # kicker first
    ("画说纪律（９）：公车不是私家车", 9, None, "画说纪律", "公车不是私家车"),
    ("画说纪律（十）丨公车不是私家车", 10, None, "画说纪律", "公车不是私家车"),
    ("廉史镜鉴（三）两袖清风的老县令", 3, None, "廉史镜鉴", "两袖清风的老县令"),
    ("“清风岭上”系列报道之三：石头村的明白账", 3, None, "清风岭上", "石头村的明白账"),
    ("「清風嶺上」系列報道之⑥:石頭村的明白賬", 6, None, "清風嶺上", "石頭村的明白賬"),
    ("北岭日报“家门口的变化”系列报道之八 · 石头村的明白账", 8, None, "家门口的变化", "石头村的明白账"),
    ("基层减负十谈之一---文山会海何时休", 1, None, "基层减负十谈", "文山会海何时休"),
    ("清廉国企系列访谈(十一)：老厂长算细账", 11, None, "清廉国企", "老厂长算细账"),
    ("营商环境系列报道八  一枚印章管审批", 8, None, "营商环境", "一枚印章管审批"),
    ("云端课堂实战系列（三）：怎样写好谈话笔录", 3, None, "云端课堂实战", "怎样写好谈话笔录"),
    ("云端课堂实战系列（篇 3）：怎样写好谈话笔录", 3, None, "云端课堂实战", "怎样写好谈话笔录"),
    ("派驻监督探索（系列2）：嵌入式监督怎么嵌", 2, None, "派驻监督探索", "嵌入式监督怎么嵌"),
    ("南山故事连载15：老井", 15, None, "南山故事", "老井"),
    ("怎样写信访件（之二）收件登记要点", 2, None, "怎样写信访件", "收件登记要点"),
    # bracketed label
    ("【家风故事之四】祖母的针线箩", 4, None, "家风故事", "祖母的针线箩"),
    ("【家风故事】之四：祖母的针线箩", 4, None, "家风故事", "祖母的针线箩"),
    ("【条例微课堂】第七讲：请示报告怎么写", 7, None, "条例微课堂", "请示报告怎么写"),
    ("【以案为镜】第13期:一张购物卡", 13, None, "以案为镜", "一张购物卡"),
    ("【第三弹】清廉海报来了", 3, None, None, "清廉海报来了"),
    ("清廉海报来了！【第二弹】", 2, None, None, None),
    ("【降息观察系列之二】存款往哪里去 (图)", 2, None, "降息观察", None),
    ("【“灯下看账”系列报道之五:一笔挂账十年的往来款】", 5, None, "灯下看账", "一笔挂账十年的往来款"),
    ("［監督微講堂］第三講：函詢怎麼回", 3, None, "監督微講堂", "函詢怎麼回"),
    # counters
    ("北疆草原生态调查手记 第三篇：羊去哪儿了", 3, None, "北疆草原生态调查手记", "羊去哪儿了"),
    ("《清官图谱》第五集：一砚不持", 5, None, "清官图谱", "一砚不持"),
    ("曝光台第9期", 9, None, "曝光台", None),
    ("“行走的课堂”第二站：渡口旧址", 2, None, "行走的课堂", "渡口旧址"),
    ("No.7《账房先生》", 7, None, None, "《账房先生》"),
    # parts, alone and beside a number
    ("十年磨一剑——老城区改造监督纪实（上）", 1, "上", "老城区改造监督纪实", "十年磨一剑"),
    ("十年磨一剑——老城区改造监督纪实（下篇）", 2, "下", "老城区改造监督纪实", "十年磨一剑"),
    ("对话老信访员（中）", 2, "中", None, "对话老信访员"),
    ("一条河的账本 下篇", 2, "下", None, "一条河的账本"),
    ("“账本上的春天”（上）——村级财务调查（五）", 5, "上", "村级财务调查", "“账本上的春天”"),
    ("第三篇：谁来监督监督者（下）", 3, "下", None, "谁来监督监督者"),
    # in a bracket behind the headline
    ("老支书的三本账（新村新貌系列报道之三·青石篇）", 3, None, "新村新貌", "老支书的三本账"),
    ("2024-03-08:清廉医院系列报道（十六）——药房里的眼睛", 16, None, "清廉医院", "药房里的眼睛"),
]  # fmt: skip

# Looks like an ordinal, is none.
UNNUMBERED = [
    "第十九届农民运动会开幕", "市纪委第九届三次全会召开", "督查组第四次会议要求立行立改", "县委第三轮巡察反馈情况",
    "体制不顺是乱象频发的原因之一", "新区成为全省增长最快的区域之一", "老码头——江边最热闹的去处之一",
    "家庭农场——带动增收的重要力量之一", "全国十大名茶之一：云雾茶", "近四分之一受访者遇到过推诿", "三分之二的村完成换届",
    "刑法修正案（九）", "刑法修正案（十一）施行一周年", "关于适用某某法若干问题的解释（二）", "高三（5）班举行主题班会",
    "初二（12）班家长会通知", "大学英语(二)", "自学考试语言学概论（一）", "市纪委通报七起典型案例", "区监委公开曝光5起案件",
    "赛龙舟现场(图)(2)", "老街夜景组图(3)", "晚会剧照(5)", "早春花事(图)", "闻香识茶（组图）", "上半年信访量下降两成",
    "中篇小说奖揭晓", "下半年工作安排", "做实以案促改“后半篇文章”", "《治水新论（三）》出版发行", "学习《治水新论（二）》有感",
    "收支情况表2018（4月）", "关于2024年（第3季度）抽检情况的通报", "关于申报2024年项目的通知（试行）", "条例（草案）",
    "“我们的节日”系列之七夕节活动方案", "暑期系列之三农问题调研", "五四青年节系列活动通知", "学习二十届三中全会精神",
    "三季度经济运行平稳", "一季度财报陆续披露", "新春走基层丨雪线上的邮路", "党(工)委会议纪要", "第三集团军某旅开展训练",
    "《江河颂》第三集今晚播出", "专题片今晚播出第二集", "电视专题片《问渠》第四集聚焦作风", "我校“廉洁讲堂”系列讲座第三、四期举办",
    "第一书记驻村记", "开学第一课：规矩", "三论都是纸上谈兵", "两论之争再起", "双一流高校名单（一览）", "2024年第3期",
    "《学习》2024年第02期", "一带一路沿线监督协作", "八项规定改变中国", "十问房价", "三问高温津贴", "某某银行(600123)停牌",
    "港股早报：青山控股(0700)走高", "税负降低1/3", "2/3股东同意", "(二)", "（一）", "①", "", "——", "之二", "第十讲", "甲之二乙",
    "Ⅱ级应急响应启动", "招标公告：道路工程（二）标段", "《物权法》第三章解读", "自考美学复习资料第七章", "四大发明之一",
    "中国四大名园之一 拙园开放", "九三学社第十次代表大会", "十四五规划系列解读上线", "记录 二十年变迁", "论十大关系",
]  # fmt: skip

NAMED_ONLY = [
    ("老手艺系列报道之竹编匠人", "老手艺", "竹编匠人"),
    ("为民服务不打烊——作风建设系列述评", "作风建设", "为民服务不打烊"),
]

KICKERS = [
    ("深度观察丨把监督嵌入项目", "深度观察", "把监督嵌入项目"),
    ("深度观察 | 把监督嵌入项目", "深度观察", "把监督嵌入项目"),
    ("清江观潮｜把监督嵌入项目", "清江观潮", "把监督嵌入项目"),
    ("现场│雨夜抢险", "现场", "雨夜抢险"),
    ("第三十次海试丨深潜归来", "第三十次海试", "深潜归来"),
    ("画说纪律（十）丨公车不是私家车", None, "画说纪律（十）丨公车不是私家车"),
    ("这是一个很长很长的句子不像栏目名丨后半", None, "这是一个很长很长的句子不像栏目名丨后半"),
    ("没有竖线的标题", None, "没有竖线的标题"),
    ("丨开头就是竖线", None, "丨开头就是竖线"),
    ("结尾竖线丨", None, "结尾竖线丨"),
]


@pytest.mark.parametrize(("title", "number", "part", "name", "headline"), NUMBERED, ids=[row[0] for row in NUMBERED])
def test_numbered(title: str, number: int, part: str | None, name: str | None, headline: str | None) -> None:
    found = find_series(title)
    assert (found.number, found.part) == (number, part)
    if name is not None:
        assert found.title == name
    if headline is not None:
        assert found.headline == headline


@pytest.mark.parametrize("title", UNNUMBERED)
def test_false_friends(title: str) -> None:
    found = find_series(title)
    assert found.number is None
    assert found.part is None


@pytest.mark.parametrize(("title", "name", "headline"), NAMED_ONLY)
def test_named_without_number(title: str, name: str, headline: str) -> None:
    assert find_series(title) == Series(name, None, None, headline)


@pytest.mark.parametrize(("title", "kicker", "rest"), KICKERS)
def test_split_kicker(title: str, kicker: str | None, rest: str) -> None:
    assert split_kicker(title) == (kicker, rest)


def test_a_column_label_is_no_series() -> None:
    assert find_series("深度观察丨把监督嵌入项目") == Series(None, None, None, "把监督嵌入项目")
    assert find_series("深度观察丨把监督嵌入项目——县域监督启示③") == Series("县域监督启示", 3, None, "把监督嵌入项目")


BODIES = [
    ("科研账怎么算", "——委员谈“松绑难”系列报道之二\n　　近年来……", "委员谈“松绑难”", 2),
    ("科研账怎么算", "“松绑难”系列报道之三\n正文第一段。", "松绑难", 3),
    ("科研账怎么算", "—— 五论优化营商环境\n正文第一段。", "优化营商环境", 5),
    (
        "清江晨报提到了我们村",
        "8月1日，清江晨报【“灯下看账”系列报道之四:往来款】一文提到我们村。\n\n正文。",
        "灯下看账",
        4,
    ),
    ("转发", "有兴趣的朋友看看。\n全文如下：\n“灯下看账”系列報道之④:往来款\n正文。", "灯下看账", 4),
]


@pytest.mark.parametrize(("title", "body", "name", "number"), BODIES)
def test_the_body_tells_when_the_title_does_not(title: str, body: str, name: str, number: int) -> None:
    assert find_series(title, body) == Series(name, number, None, title)


QUIET_BODIES = [
    "造成这一现象的原因之一\n正文。",
    "（一）加强领导\n（二）压实责任",
    "第一集　缘起\n正文。",
    "正文一。\n正文二。\n正文三。\n正文四。\n相关阅读：“灯下看账”系列报道之四：往来款",
    "这是“灯下看账”系列报道之四推出后，本报收到许多来信，读者纷纷表示希望继续关注这笔钱最后去了哪里。",
]


@pytest.mark.parametrize("body", QUIET_BODIES)
def test_the_body_stays_silent(body: str) -> None:
    assert find_series("科研账怎么算", body) == Series(None, None, None, "科研账怎么算")


def test_the_title_goes_before_the_body() -> None:
    found = find_series("小账本——三论公开", "——某某系列报道之九\n正文")
    assert (found.title, found.number) == ("公开", 3)


_PIECES = st.sampled_from(
    [
        *"一二三十上中下之第论篇讲期集（）()【】《》“”——：:丨|·①④⑫ 12系列",
        "系列报道",
        "系列",
        "论",
        "——",
        "题",
        "监督",
        "图",
    ]
)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join) | st.text(max_size=60), st.text(max_size=80))
def test_any_text_gives_a_value(title: str, body: str) -> None:
    found = find_series(title, body)
    assert found.number is None or found.number >= 1
    assert found.part in (None, "上", "中", "下")
    assert found.title is None or found.title.strip()


@pytest.mark.parametrize(
    "piece", ["（一）", "之一", "——", "【", "“", "系列", "一", "第", "：", "丨", " ", "系列报道之"]
)
def test_time_is_linear(piece: str) -> None:
    find_series(piece * 200_000, piece * 200_000)
