"""The words by which the parser knows what a line is."""

import re

# The traditional characters of the words below and of what a web page says, each with its simplified form.
_TRADITIONAL = (
    "計计劃划畫划點点總总結结務务責责單单關关發发時时間间來来導导語语網网聲声頁页閱阅讀读瀏浏覽览擊击數数編编輯辑審审"
    "載载薦荐閉闭機机構构號号體体組组類类開开範范圍围圖图備备註注學学園园處处辦办實实執执貫贯徹彻給给們们現现將将轉转報报書书"
    "規规則则細细條条項项標标舉举黨党員员會会廳厅縣县區区鄉乡鎮镇鏈链後后達达個个門门織织領领議议紀纪種种確确協协電电話话"
    "傳传郵邮聯联係系繫系廣广師师強强進进設设評评創创團团動动藝艺衛卫徵征見见辭辞職职彙汇級级評评終终權权侵侵絡络無无"
)
_SIMPLIFIED = str.maketrans(dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)))
_TO_SIMPLIFY = re.compile(f"[{''.join(sorted(map(chr, _SIMPLIFIED)))}]")
_LONGEST_FOLDED = 240  # characters; a longer line is running text, in which none of these words decides


def simplified(text: str) -> str:
    """Return a short line with the traditional characters of official words in their simplified form."""
    if len(text) > _LONGEST_FOLDED or not _TO_SIMPLIFY.search(text):
        return text
    return text.translate(_SIMPLIFIED)


# Kinds of official paper, as they end a title.
PAPERS = (
    "要点|计划|意见|方案|总结|规划|办法|细则|规定|安排|思路|打算|报告|制度|通知|任务|纲要|清单|措施|目标|"
    "举措|章程|条例|项目|工程|分工|部署|一览表|任务书|责任书|公告|通告|指南"
)
TITLE_END = re.compile(
    rf"(?:{PAPERS})(?:范文|模板|范本|范例)?(?:参考|精选|大全|最新版|通用版)?(?:[（(][^）)]{{1,16}}[）)])?$"
)
NOTICE_TITLE = re.compile(r"(?:关于|印发|转发|下发).*(?:的通知|的函|的公告)$|^通知$")
FORWARDED = re.compile(r"《(.+)》(?:[（(][^）)]{1,10}[）)])?的(?:通知|函)$")
FORWARDING = re.compile(
    r"(?:现(?:将|予|印发)|特?此(?:通知|函告|复)|(?:印发|转发|下发)给你们|(?:请|望).{0,16}(?:执行|落实|"
    r"实施|贯彻|参照|遵照)|(?:予以|同意).{0,4}印发)"
)
SUMMARY = re.compile(r"总结|工作(?:报告|汇报|情况)|述职")

_ORGANISATION_END = (
    "教育局|教育和体育局|教育体育局|教体局|教育委员会|教委|教育工作委员会|教育工委|教育厅|"
    "教育和科技局|教育科技局|社会事业局|教育部|"
    "委员会|人民政府|办公室|工作部|党委|党组|党总支|党支部|督导室|督导委员会|领导小组|[^，、：:]{2,6}局|"
    "[^，、：:]{2,6}厅|教育中心|教育学院|进修学校|中学|小学|学校|幼儿园|学院|校区|中心校|教育集团|"
    "研究院|研究所|教科院|教科所|教研院"
)
_DEPARTMENT_END = (
    "教研室|教研组|备课组|年级组|图书馆|工作室|大队部|关工委|妇委会|研究室|"
    "德育处|教导处|政教处|教务处|总务处|科|协会|中心|团委|工会"
)
_OFFICE_END = "处|司|股|室|办"  # of a body named before it
ORGANISATION = re.compile(
    rf"^(?:中共|中国共产党)?[\u4e00-\u9fa5·（）() ]{{1,36}}(?:{_ORGANISATION_END}|{_DEPARTMENT_END}"
    rf"|[局厅委部府][\u4e00-\u9fa5]{{2,14}}(?:{_OFFICE_END}))$"
)
# A body's own part belongs to its name where the title's subject follows it: 教育局党组2026年.
TITLE_ORGANISATION = re.compile(
    rf"^(?:中共|中国共产党)?[\u4e00-\u9fa5]{{1,24}}?(?:{_ORGANISATION_END})"
    rf"(?:(?!关于)[\u4e00-\u9fa5]{{0,10}}?(?:{_ORGANISATION_END}|{_DEPARTMENT_END}|{_OFFICE_END})(?=\d|二[〇○零]|关于|[“《]))?(?=.)"
)
RED_HEAD = re.compile(
    r"^[\u4e00-\u9fa5（）() ]{4,40}(?:局|委|委员会|厅|政府|办公室|学校|中学|小学|党组|党委)\s*文\s*件$"
)

ADDRESSEES = re.compile(
    r"^(?!.*。)(?:尊敬的)?[^：:，。]{0,20}(?:同志|老师|同学|朋友|家长|党员)们(?:[、，]\S{2,20})?[：:]$|"
    r"^(?!.*。)[^：:]{0,80}(?:各|学校|单位|幼儿园|中学|小学|科室|中心校|园|街道|乡镇)[^：:。]{0,80}[：:]$"
)
ATTACHMENT = re.compile(
    r"^附\s*(?:[件表图录]|(?=[:：]))\s*(?:[\d一二三四五六七八九十]{1,3})?\s*(?:[:：.、].*|[（(].*)?$"
)
ATTACHMENT_ALONE = re.compile(r"^附\s*[件录]?\s*(?:[\d一二三四五六七八九十]{1,3})?\s*[:：]?$")
IMPRINT = re.compile(
    r"^(?:抄\s*送|抄\s*报|主\s*送|报\s*送|印\s*发|主\s*题\s*词|共印|印\s*数|校\s*对)\s*[:：]?|"
    r"^(?:分\s*送|呈\s*送|呈\s*报|发\s*送|存\s*档|打\s*字|打\s*印|核\s*稿|拟\s*稿|签\s*发)\s*[:：]|日\s*印\s*$|"
    r"印\s*发\s*$|^[（(]?共印\s*\d+\s*份|^[（(](?:此件|本文).{0,24}[）)]$|^[（(](?:主动|依申请|"
    r"不予)公开.{0,10}[）)]$|^(?:公开方式|公开属性|公开类别|公开选项)\s*[:：]|^(?:主动公开|依申请公开|"
    r"不予公开|此件公开发布)$"
)
CONTACT = re.compile(r"^[（(]?(?:联系人|联系方式|联系电话|经办人|填报人|起草人|签发人|审核人|承办人)\s*[:：]")

# Verbs that open a duty, and adverbs that open one more surely still.
OPENING_ADVERBS = (
    "深入|持续|继续|严格|全面|不断|大力|积极|切实|认真|进一步|扎实|坚持|着力|加快|稳步|充分|牢固|牢牢|"
    "逐步|高质量|高标准|常态化|统筹|依法|依托|围绕|聚焦|按照|根据|通过|结合|以(?![上下内外来及后前])"
)
OPENING_VERBS = (
    "加强|开展|制定|推进|做好|实行|贯彻|完善|建立|健全|组织|落实|实施|强化|推动|构建|打造|规范|优化|深化|"
    "举办|召开|启动|研究|探索|培育|建设|引导|鼓励|支持|指导|督促|定期|用好|抓好|抓实|做实|做强|做优|办好|"
    "确保|落细|压实|明确|牵头|成立|设立|拓展|丰富|提升|提高|促进|实现|增强|整合|关注|关心|发挥|修订|出台|"
    "梳理|选派|选树|评选|遴选|配齐|开足|开齐|开设|加大|巩固|对接|对标|学习|宣传|筑牢|守牢|聘请|安排|总结|"
    "完成|争创|创建|申报|营造"
)
# Of these verbs, the ones that make one word with the noun before them.
NOMINAL_VERBS = frozenset(("建设", "研究", "指导", "宣传", "学习", "总结", "创建", "培育", "安排", "促进"))
TITLE_NOUN_ENDS = (
    "工作|建设|发展|改革|管理|机制|体系|教育|升级|加法|水平|能力|质量|制度|队伍|活动|责任|作用|保障|服务|"
    "安全|监管|治理|行动|工程|计划|项目|课程|培训|培养|指导|评价|督导|资源|环境|供给|布局|转型|创新|融合|"
    "结构|氛围|平台|阵地|防线|底线|根基|导向|特色|品牌|成效|实效|素养|健康|思想|文化|党建|德育|体育|美育|"
    "作风|师德|师风|统战|意识形态|双减|减负|基础|基层|组织|政治|思政|合作|交流|帮扶|资助|招生|考试|科研|"
    "教研|教学|校园|信息化|数字化|现代化|规范化|一体化|均衡|优质|普惠|行为|格局|秩序|精神|网络|渠道|模式|"
    "路径|载体|内涵|品质|素质|技能|事业|责任制|终身学习|科普|劳动|卫生|心理|阅读|国防|法治|督查|考核|"
    "激励|经费|财务|资产|装备|设施|条件|布局|学位|学校|幼儿园|学前教育|义务教育|高中教育|职业教育|"
    "特殊教育"
)
STOCK_TITLES = (
    "(?:工作)?指导思想|总体(?:要求|思路|目标)|(?:工作|基本)思路|工作目标|奋斗目标|基本(?:情况|原则)|现状分析"
)
# Words after which no title ends.
BINDING = "的和与及、并或以对为在将把被向从使让于等不再更最可应待"
# What the statements at an item's end begin with: who does it (责任科室：…), and by when (完成时限：12月底).
_BODIES = "(?:单位|部门|科室|处室|股室|科[（(]室[）)])"
LEAD = f"(?:牵头|责任|主办|主责|承办|落实|负责){_BODIES}"
SUPPORTING = f"(?:配合|协助|协办|协同|参与){_BODIES}"
SUPERVISOR = "(?:责任|分管|牵头|主管|包联)领导"
DUE = "完成(?:时限|时间|期限|日期)|(?:办结|落实)时限|时限要求|时间节点"
RESPONSIBLE = f"{LEAD}|{SUPPORTING}|{SUPERVISOR}|责任人|完成(?:时限|时间|期限)|时间节点"
