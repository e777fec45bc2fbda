"""What the furniture of Chinese news pages says: labels, endings, notices. Data for the rules of this package.

Both scripts, because pages of Taiwan, Hong Kong and overseas and machine-converted copies of mainland pages occur. The
phrases are those of the templates seen in 2009–2026 captures; each names a kind of line, never a site.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A day written in figures. Groups are not needed: the scanner in ``dates`` reads the value.
DATE = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}"

# The labels of the line between headline and body.
_SOURCE = r"(?<![图片像频])(?:信息|稿件|文章|新闻|新聞|内容|資訊|资料|資料|本文)?\s?(?:来\s{0,4}源|來\s{0,4}源|出\s{0,2}处|出\s{0,2}處|稿\s?源|来自(?=\s?[:：]))(?:于|于|於|自)?"
_TIME = r"(?:发布|發布|發佈|发表|發表|发稿|發稿|发文|更新|撰写|编辑|添加|录入|上传|刊登|公布)?(?:时间|時間|日期|于|於)"
_EDITOR = r"(?:责任编辑|責任編輯|责编|責編|编\s{0,4}辑|編\s{0,4}輯|审核|審核|审\s?核\s?人|选稿|選稿|校对|校對|录入|值班主任|签发|签审|初审|终审|复审|复核)"
SOURCE_LABEL = re.compile(_SOURCE + r"\s?[:：｜|]\s?")
INFO_LABEL = re.compile(
    rf"(?:{_SOURCE}|{_TIME}|作\s{{0,4}}者|责任编辑|責任編輯|责编|编\s{{0,4}}辑|编\s?审|點閱|点击数?|點擊|阅读数?|浏览(?:次数|量|数)?|瀏覽|人气|字号|字體大小|字体)\s?[:：｜|]"
)
TIMED = re.compile(r"(?:" + DATE + r"(?:\s?[日号])?|\d [A-Z][a-z]{2,8} \d{4})[\sT,，-]{0,4}\d{1,2}[:：时]\d{1,2}")
# Thu, 14 Mar 2024 and March 14, 2024: English templates.
_MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
DATED = re.compile(DATE + rf"|\b\d{{1,2}} {_MONTHS}\.? (?:19|20)\d\d|\b{_MONTHS}\.? \d{{1,2}}, (?:19|20)\d\d")

# Lines that are never part of the text, wherever they stand.
EDITOR_LINE = re.compile(rf"^[\s(（\[【〔]*(?:本文|本期|网络|新媒体|文章)?{_EDITOR}\s?[:：/丨|｜ _]")
# Buttons and labels. A sentence that begins like one (关闭违规窑厂三家，问责五人。) is text.
BUTTON_LINE = re.compile(
    r"^[\s(（\[【]*(?:"
    r"扫一扫|掃一掃|扫码|长按|微信扫|打开微信|用微信扫|分享到|分享让更多人看到|分享至|更多分享|转发到|打印本?[页文]|【?打印|关闭窗口|【?关闭|我要纠错|"
    r"【?字体|字号|字體|小字号|大字号|收藏本?文?$|点赞$|点击(?:进入|查看|下载|加载)|返回(?:首页|顶部|列表|上一页)|进入论坛|我来说两句|"
    r"阅读原文|查看原文|閱讀原文|展开全文|阅读全文|阅读剩余|剩余全文|繼續閱讀|继续阅读|海量资讯|下载.{0,12}(?:客户端|APP)|"
    r"(?:點我|點此|按我|點擊)(?:下載|看|前往)|"
    r"(?:投稿邮箱|广告热线|客服热线|新闻热线)|广告$|廣告$|AD$|"
    r"关注.{0,16}(?:公众号|微信号|官方微|微[信博]\W{0,2}$)|欢迎关注|"
    r"标签[:：]|標籤[:：]|关键[词字][:：]|關鍵[字詞][:：]|(?:文章)?tags?[:：]|分类[:：]|所属专题"
    r")",
    re.IGNORECASE,
)
# What a site says of the texts it carries; sentences, too.
JUNK_LINE = re.compile(
    r"^[\s(（\[【]*(?:"
    r"原标题|原標題|原题|"
    r"未经.{0,12}(?:授权|许可|允许|同意).{0,12}(?:转载|复制|摘编|镜像)|版权(?:声明|所有|归)|版權(?:聲明|所有)|免责(?:声明|条款)|免責聲明|本站声明|"
    r"声明[:：].{0,40}(?:观点|版权|转载|立场|发布|平台)|(?:本文|文章|以上).{0,12}(?:仅代表|不代表|仅供参考|不构成.{0,8}建议)|(?:凡|如).{0,6}注明.{0,40}来源|转载请注明|轉載請註明|如需转载|"
    r"(?:Copyright|©|ICP备|京ICP|违法和不良信息|网上传播视听|互联网新闻信息服务)|"
    r"(?:请|請)?同意.{0,12}(?:隐私|隱私|cookie)|风险提示[:：]|以上内容与.{0,20}立场无关"
    r")",
    re.IGNORECASE,
)
# From such a line on, nothing is the article any more.
TAIL_LINE = re.compile(
    r"^[\s·•●■◆>»|【\[（(]*(?:"
    r"(?:相关|相關|延伸|推荐|推薦|热门|熱門|更多|精彩|最新|热点|猜你|为你|為您|为您|大家|编辑|本周|今日|同类|近期|往期|其他|频道)"
    r"(?:新闻|新聞|阅读|閱讀|文章|报道|報導|報道|链接|鏈接|连结|推荐|推薦|专题|專題|资讯|資訊|内容|评论|評論|喜欢|喜歡|搜索|回顾|回顧|精选|看点|关注|热点|要闻|信息|视频|图集|博文|主题|稿件|排行|爱看|在看|都在看|點閱|点阅|影音|快讯|头条)"
    r"[\s\S]{0,12}$|"
    r"(?:上一?篇|下一?篇|上一条|下一条|前一篇|后一篇|上则|下则)\s?[:：]?|"
    r"(?:网友|網友|全部|最新|热门|發表|发表|我要|用户|精彩|读者|文明)(?:评论|評論|跟帖|跟贴|留言|回复|發言|发言|点评)(?:\W{0,3}\d{0,8}\s?条?\W{0,3}$|仅|只|[，,])|跟[贴帖](?:\W|\d|$)|评论\s?[（(]?\d{0,6}[)）]?$|"
    r"分享到\s?[:：]?$|分享[:：]|分享$|推荐给(?:朋友|好友)|(?:点击|點擊)排行|热榜|排行榜|"
    r"相關文章|相关文章|人民网版权|猜你喜欢|您可能感兴趣|你可能(?:喜欢|还喜欢|感兴趣)|为你推荐|特别推荐|图片推荐|编辑推荐|小编推荐|今日推荐|"
    r"本文(?:来自|由).{0,24}(?:授权|发布|转载)"
    r")"
)
# A trailing source: the last paragraph of a re-post.
BRACKET_SOURCE = re.compile(
    r"^[\s]*[（(\[【〔]\s?(?:本文|文章|稿件|信息|资料|资料|原文|文章)?(?:来源|來源|转自|轉自|转载自|摘自|原载|原載|据)(?:于|自)?\s?[:：]?\s?([^（）()\[\]【】〔〕]{2,60})[）)\]】〕]\s?。?$"
)
COPYRIGHT = re.compile(
    r"版权所有|版權所有|Copyright|©|ICP[备证備]|公网安备|(?:不良|违法|有害|违规)信息举报(?:电话|热线|邮箱|中心|方式|[:：])|^\W{0,3}主办(?:单位)?[:：].{0,40}(?:承办|协办|技术|版权|备案|地址|邮编)|All Rights Reserved|互联网新闻信息服务许可证|网站标识码",
    re.IGNORECASE,
)
# What platforms and sites say about the texts they carry.
# Each speaks of the text as something carried: what a report says of infringements (侵犯群众利益), of approval (未经同意擅自
# 使用) and of crimes (尚不构成犯罪的，可以依据…) is text.
NOTICE = re.compile(
    r"^[\s*※【（(]*(?:免责|免責|版权|版權|转载|轉載|权责|法律|平台|本站|本网)(?:声明|聲明|提示|条款|說明|说明)[\]】）)]?\s?[:：]|"
    r"^[\s*※【（(]*(?:特别|郑重|重要)?(?:声明|聲明|说明|提示)[\]】）)]?\s?[:：].{0,80}(?:转载|轉載|版权|版權|立场|立場|本网|本站|平台|网友|仅供参考|来源于网络)|"
    r"(?:不代表|仅代表|僅代表).{0,24}(?:观点|立场|觀點|立場)|(?:不构成|不構成|不作为)[^，。；]{0,12}(?:建议|建議|投资依据)|"
    r"(?:仅|僅|只)(?:提供|系|为|作为)信息(?:存储|发布|展示)(?:空间|平台)?(?:服务|平台)|(?:为|由|系).{0,12}(?:创作者|用户|自媒体|网友).{0,16}(?:上传|发布)|"
    r"(?:侵权|侵犯(?:了?您|版权|著作权|肖像权|知识产权)|版权(?:问题|争议|纠纷)).{0,24}(?:联系|告知|致电|来函).{0,16}(?:我们|我方|本[网站]|编辑|删除)|"
    r"未经.{0,16}(?:授权|许可|允许|同意).{0,16}(?:转载|复制|摘编|镜像)|未经.{0,16}(?:授权|许可).{0,8}(?:禁止|不得)(?:转载|复制|使用)|"
    r"(?:非經|未經).{0,10}(?:授權|許可|同意).{0,16}(?:轉載|複製|公開)|"
    r"转载.{0,12}(?:请)?注明(?:出处|来源)|轉載請註明"
)
# 地址：… 电话：…: a footer as well as the end of a notice, so it tells nothing.
CONTACT = re.compile(
    r"\W{0,2}(?:(?:单位|联系|办公|通[讯信])?地\s{0,4}址|(?:联系|监督|值班|举报)?电\s{0,2}话|邮\s{0,2}编|邮政编码|传\s{0,2}真|技术支持)\s?[:：]"
)
# Short lines with a link that want the reader to do something.
PROMOTION = re.compile(
    r"(?:下载|安装|打开|关注|扫码|搜索|订阅|点击|進入|进入|加入|欢迎).{0,30}(?:客户端|APP|公众号|微信|微博|众测|下载|投稿|參與|参与|官网|Telegram|LINE|粉絲)|"
    r"火热进行|免费试玩|一键领取|立即(?:下载|购买|报名|开户)|徵稿|投稿",
    re.IGNORECASE,
)
# The catalogue of 政府信息公开, which stands above documents and above nothing else.
CATALOGUE = re.compile(
    r"(?:索\s?引\s?号|发\s?文\s?(?:日期|字号|机关)|文\s{0,4}号|成文日期|公开日期|发布机构|发布日期|有效性|主题分类)\s?(?:[:：]|$)"
)
# How many blocks a catalogue takes.
CATALOGUE_SIZE = 24
# A day or an age, as feeds and comments print them.
MOMENT = re.compile(
    DATE
    + r"|^\W{0,3}\d{1,2}[-/月]\d{1,2}日?(?:\s\d{1,2}:\d\d)?\W{0,3}$|\d{1,2}\s?(?:分钟|小时|天|分鐘|小時)前|^昨天|^刚刚|\d{2}:\d{2}$"
)


# Without one of these words the patterns above cannot match; looking for them first is many times faster.
_COPYRIGHT_WORDS = re.compile("版权|版權|opyright|OPYRIGHT|©|ICP|icp|公网安备|信息|主办|eserved|ESERVED|许可证|标识码")
_NOTICE_WORDS = re.compile(
    "授權|許可|同意|声明|聲明|提示|条款|说明|說明|代表|反映|构成|構成|不作为|不作為|信息存储|信息发布|信息展示|上传|侵权|侵犯|版权|未经|转载|轉載|创作者"
)
_TAIL_FIRST = frozenset(
    "相延推热熱更精最新猜为為您大编本周今同类近往期其他频上下前后網网友全发發我用读文明跟贴评分给點点排榜返人你图特小 ·•●■◆>»|【[（("
)
_JUNK_FIRST = frozenset(
    "(（[【 原扫掃长微打用分更转关我字字字字小大收点返进阅查閱展剩繼继海下未版免特郑本声文以凡如轉CcI京举违投广客新网互A a©请請同风关欢标標關所tT廣點按"
)


# The pages of one site repeat their menus and footers word for word, so the answers about lines are kept.
_KEPT = 8_192


def is_tail(text: str) -> bool:
    """True for a line behind which nothing is the article any more."""
    return text[0] in _TAIL_FIRST and TAIL_LINE.match(text) is not None


@lru_cache(maxsize=_KEPT)
def is_furniture(text: str) -> bool:
    """True for a line that is never part of a text: tools, notices, copyright."""
    if len(text) > 300:
        return False
    if text[0] in _JUNK_FIRST:
        if not text.endswith(_SENTENCE_END) and BUTTON_LINE.match(text):
            return True
        if text.count("。") < 2 and JUNK_LINE.match(text):
            return True
    if _COPYRIGHT_WORDS.search(text) and COPYRIGHT.search(text):
        return True
    return _NOTICE_WORDS.search(text) is not None and NOTICE.search(text) is not None


@lru_cache(maxsize=_KEPT)
def is_info(text: str) -> bool:
    """True for a line of date, source and other labels."""
    length = len(text)
    if length < 4 or length > 300 or "。" in text[:-1]:
        return False
    labelled = ":" in text or "：" in text or "|" in text or "｜" in text
    if ("20" in text or "19" in text) and DATED.search(text) and (length < 40 or TIMED.search(text)):
        return not _tells(text)
    if not labelled:
        return False
    match = INFO_LABEL.search(text)
    return match is not None and (match.start() <= 24 or length <= 60)


# （2018年5月16日…会议通过）: the history of a document, not the day of the page.
_PASSED = re.compile(
    r"^[（(\[【〔].{4,200}(?:通过|修订|修正|批准|施行|实施|印发|讲话|发言)(?:稿|摘要|节选|全文)?\s?[）)\]】〕]$"
)
_SENTENCE_END = ("。", "！", "？", "!", "?", "；", "。”", "！”")
_COUNTED = re.compile(r"(?:点击|浏览|阅读|點擊|瀏覽|閱讀)(?:次数|量|数|人数)?\s?\d")
_HANZI = re.compile("[\u4e00-\u9fff]")
# More Hanzi than a day, a time of day and a name of a paper beside each other.
_MOST_HANZI = 14


def _tells(text: str) -> bool:
    """True for a sentence or a note of the text that holds a day: it tells when something happened."""
    if INFO_LABEL.search(text) or _COUNTED.search(text):
        return False
    if text.endswith(_SENTENCE_END) or _PASSED.match(text):
        return True
    return "，" in text and len(_HANZI.findall(text)) > _MOST_HANZI


def is_date_line(text: str) -> bool:
    """True for the line that only articles print below their headline: a day, and a label or the time of day."""
    return DATED.search(text) is not None and (TIMED.search(text) is not None or INFO_LABEL.search(text) is not None)


_AUTHOR_LINE = re.compile(r"^作\s{0,4}者\s?[:：]\s?[^\s:：|｜][^:：|｜\d]{0,24}$")


CREDIT_LINE = re.compile(
    r"[□■◎●○\s]{0,3}(?:本[报刊网台社])?(?:特约|见习|实习|首席)?(?:记者|通讯员|文(?=\s?[/／丨｜|]))\s?[/／丨｜|:：\s]\s?[^，。；：:|｜/]{2,30}$"
)
"""□ 本报记者 薛小楠, 文 | 薛小楠: a line that names who wrote the text, and nothing else."""


def is_author_line(text: str) -> bool:
    """True for a line that holds 作者： and names, and no other label."""
    return len(text) < 40 and _AUTHOR_LINE.match(text) is not None


COMMENT_NAME = re.compile(
    r"comment|pinglun|gentie|tie-?(?:list|area|box)|(?:^|[\s_-])(?:reply|discuss|liuyan|guestbook|cmt)", re.IGNORECASE
)
SIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:foot|footer|copyright|sidebar|side|aside|nav|menu|header|topbar|crumbs?|breadcrumb|login|share|recommend|recom|related?|"
    r"relevant|hot|rank|rec|tuijian|xiangguan|guess|advert|ad|ads|gg|guanggao|tags?|keywords?|toolbar|tool|fenxiang|qrcode|ewm|erweima|pager|page|paging|prev|next|disclaimer|statement|mianze|shengming|bdshare|jiathis|app|download|popup|pop|modal|float|friendlink|links)s?(?:$|[\s_-])",
    re.IGNORECASE,
)
TITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:(?:art|article|news|content|detail|main|doc|page|post|xl|con|d|p|h|n|c|text|info|txt|show|iv[sS]|sc|cms|(?!nav|hot|rel|sub|col|list|side|more|left|top|rank|tab|box|foot|row|mod|block|sec)[a-z]{2,5}(?=[_-]))?[_-]?(?:zhuti|zhubiaoti|zbt|ttl|tit|title|tite|titles|biaoti|headline|subject|bt|ctitle|arttitle|artibodytitle|post_title|headtitle))(?:\d{0,2})(?:$|[\s_-])",
    re.IGNORECASE,
)
# Class names and ids that the usual systems give to the body and to nothing else.
KNOWN_BODIES = frozenset(
    "trs_editor trs_ueditor trs_editor_view ucap-content pages_content zoom vsb_content v_news_content vsb_content_2 "
    "vsb_content_4 vsb_content_100 rm_txt_con artibody article_inbox articlecontent article-content article_content "
    "articlebody article-body article_body ozoom founder-content post_text post_body newscontent news_content "
    "news-content newscon artcon artcontent art_content endtext p-detail rich_media_content js_content contxt con_text "
    "ivs_content info_content contentmainpage main-article article-detail post-content entry-content content_area "
    "text_area tts-text xl_con1 article-text news_txt news-text textbox".split()
)
SITE_WORD = re.compile(
    r"(?:网|網|网站|網站|新闻|新聞|频道|頻道|日报|晚报|時報|时报|晨报|客户端|在线|中心|资讯|門戶|门户|平台|论坛|官网|政府|委员会|纪委|監委|监委|杂志|周刊|电视台|通讯社|APP|\.com|\.cn|\.net)$",
    re.IGNORECASE,
)


# What a class name or an id says about its element.
TITLE, COMMENT, SIDE, BODY = 1, 2, 4, 8


@lru_cache(maxsize=16_384)
def kind_of(class_: str | None, id_: str | None) -> int:
    """TITLE, COMMENT, SIDE (menu, footer, share bar, related stories) and BODY added up, for a class and an id as written.

    Pages of one site use the same few hundred names, so the answers are kept.
    """
    name = f"{class_ or ''} {id_ or ''}"[:300].lower()
    return (
        (TITLE if TITLE_NAME.search(name) else 0)
        + (COMMENT if COMMENT_NAME.search(name) else 0)
        + (SIDE if SIDE_NAME.search(name) else 0)
        + (0 if KNOWN_BODIES.isdisjoint(name.split()) else BODY)
    )
