"""Chinese surnames and what only looks like a person, as data.

Surnames follow 百家姓 and the 400 most frequent of the public security ministry's reports on
names (2019-2021), which cover over 99 % of the registered population. 从 and 在 are left out: behind
记者 they are prepositions. Simplified characters; callers fold first.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SINGLE: frozenset[str] = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧"
    "计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫"
    "房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧"
    "隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔"
    "阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈"
    "廖庾终暨居衡步耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯荆红游"
    "竺权逯盖益桓公肖付闫仝代佟覃岳帅缑亢况由闭撒逢牟商佘佴伯墨哈谯笪阳言福涂苟谌仉尧官冼麦战庹禚宛栗门青宝银尉保闪佃"
    "矫仵延苑蔻来闳靖洛甫丛泰鹿晋楚汝鄢钦鲜卯旷漆亓邸练折粟岐丘昂秘豆辜豪冒茆巨兰尼杞肇檀揣雒户綦邝卿宾兀祗律雪薜祥郄"
    "锁郇戢隋"
)
"""Single-character surnames."""

USUAL: frozenset[str] = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred most frequent of them (公安部 2020): they decide where glued names can be cut in two ways."""

RARE: frozenset[str] = frozenset(
    "盘操母揭禤寸刀俸庹蹇弋税占但区迟才斗呙缴眭敬药果格海呼展开香原字者普水信修立竹续沐智朴恽苌菅种弥仪撖粘奉依岩玉布延来校植"
    "油洗火热爱犹玄理琴瑞用磨秀称线维良英草萨虎衣西让豆赏赛通部都铁长随风首黑默丑介位保兆先可同后合多大天太妙子学宠川州庆度律"
)
"""Surnames that are ordinary words far more often: believed only behind a label or an outlet that leaves no doubt."""

TRANSLITERATING: frozenset[str] = frozenset(
    "阿卜杜拉次仁卓玛扎西旦增索朗买提古丽艾力热合木吐尔逊努尼亚孜依巴桑德吉格央金措平罗布达娃多杰洛顿珠才让斯琴高图雅"
    "其乌云特苏日娜麦肉玉克帕莱汗别加沙海比哈赛江曲旺堆白强边贡嘎丹坚参卡瓦伊敏迪娅乃穆罕默那宝音毕胡和敖登孟恩珍益晋美群培央落嘎群"
)
"""Characters that transcribe Uyghur, Tibetan, Mongolian and Kazakh names."""

COMPOUND: frozenset[str] = _words(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 宇文 长孙 司徒 司空 夏侯 端木 轩辕 南宫 独孤 呼延 申屠 "
    "太史 淳于 单于 钟离 闾丘 公冶 濮阳 澹台 赫连 拓跋 百里 西门 东郭 万俟 闻人 第五 鲜于 仲孙 亓官 巫马 公西 "
    "漆雕 乐正 壤驷 梁丘 左丘 段干 谷梁 纳兰 完颜 叶赫 范姜 张简 吉克 沙马 吉木 曲木 马海 海来 阿余 阿侯 阿苏 尔古 勒伍 莫色 木乃 罗洪 俄木 吉伍 曲比 "
)
"""Two-character surnames."""

NEVER_IN_NAMES: frozenset[str] = frozenset(
    "了的是在从被把这那我你他她它们就都也很还或但吗呢吧啊着说看听问采获悉称报讯电摄者您咱哪怎么啥某"
)
"""Characters that hardly any given name holds: with one of them a token is running text."""

RARE_IN_NAMES: frozenset[str] = frozenset("在从我他她也还看听问采")
"""Those of them that a name may hold after all, where a label leaves no doubt."""

NOBODY: frozenset[str] = _words(
    "佚名 未知 匿名 无名 网络 管理员 系统管理员 超级管理员 网站管理员 网管 编辑部 编辑 小编 评论员 本报评论员 "
    "本刊评论员 特约评论员 特约撰稿人 本报 本刊 本网 本站 本台 本社 本站编辑 原创 转载 综合 整理 网络整理 "
    "综合整理 记者 通讯员 本报讯 摄影 整合 报道 综合报道 供图 文图 采写 供稿 网友 网民 读者 无 暂无 不详 办公室 "
    "宣传部 新闻中心 信息中心 网络中心 站点 用户 游客 作者 来源 集体 摘编 编译 资料 图片 文章 时评 时政 时事 "
    "图 略 完 化名 笔名 下同 左图 右图 上图 下图 资料图 资料图片 资料照片 网络图片 受访者 受访者供图 附件 "
)
"""What stands behind 作者： where no person is named."""

NOT_PERSONS: frozenset[str] = NOBODY | _words(
    "关注 关于 高端 高层 高考 高校 高清 高级 高铁 全文 全国 全省 全市 全县 全民 全会 方案 方法 方言 金句 金融 "
    "金额 金秋 安全 安徽 江苏 江西 江南 江北 江东 江海 成都 温州 温馨 台州 常州 常委 常态 常识 明星 明天 明日 "
    "平安 平台 平时 马上 马年 万家 万里 万名 万众 时代 时刻 时间 时光 严查 严管 严肃 严惩 文化 文件 文明 文旅 "
    "文艺 文学 国家 国际 国内 国企 国务院 国庆 东北 东部 东莞 东风 公开 公告 公示 公报 公安 公共 广东 广西 广州 "
    "广安 司法 司机 石油 白皮书 白酒 水利 水务 农业 农村 农民 党员 党建 党纪 党风 党委 党课 党史 经济 经验 解读 "
    "解码 相关 满分 连线 连载 通报 通知 通讯 通告 能源 养老 应急 应对 强国 强军 云南 云上 云端 海南 海外 法治 "
    "法律 法院 法制 信访 信息 信用 展望 展览 延安 来信 来论 保障 保险 生态 生活 生命 光明 庆祝 图解 图说 多彩 "
    "多地 达人 官方 商务 福建 青年 青春 青海 战略 战疫 修订 初心 宝鸡 银行 线上 线下 门户 任前 任免 单位 于此 "
    "常言 计划 何以 何为 沙龙 许可 胡同 祝福 祝贺 纪委 纪检 纪律 纪法 纪实 史话 史鉴 高质量 高水平 高质量发展 "
    "房产 荣誉 查处 查阅 查看 查询 钱江 钱塘 晋城 晋中 冀中 鲁南 湘潭 武汉 武警 景区 景点 燕赵 齐鲁 甘肃 宁夏 "
    "宁波 蒙古 贵州 黄山 黄河 长江 长安 张家口 石家庄 马鞍山 连云港 秦皇岛 柳州 略有删节 "
    "有删减 上接 下转 连接 周刊 周末 周报 周一 周二 周三 周四 周五 周六 周日 元旦 "
    "元宵 节选 摘要 摘登 "
)
"""Words that stand where a name could, in bylines and before a colon."""

PEN_NAMES: frozenset[str] = _words(
    "任仲平 国纪平 钟声 和音 仲音 何振华 钟轩理 宣言 金轩 钟才文 仲祖文 秋石 辛识平 钟政轩 郑青原 任理轩 皇甫平 "
    "钧正平 解辛平 钟华论 柯教平 金社平 石平 钟佩玖 望海楼 侠客岛 国平 任平 钟纪言 钟纪轩 钟新文 钟祖文 钟组轩 "
    "党宣平 "
)
"""Collective pen names of the party press; they name editorial groups."""

POSTS = (
    "副?(?:书记|主任|部长|局长|厅长|院长|校长|所长|会长|组长|处长|科长|主席|市长|县长|"
    "区长|省长|州长|镇长|乡长|村长|教授|研究员|委员|社长|总编辑|主编|秘书长|检察长|司长|站长|"
    "队长|董事长|总经理|经理|常委|干部|讲师|博士|学者|律师|参赞|大使|司令员|政委|指导员|"
    "巡视员|调研员|代表)"
)
"""Posts that stand before the name of a signed article's author, as a pattern."""
