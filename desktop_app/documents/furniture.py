"""Lines that publishing put around the words: page numbers, running heads, what a web site adds."""

import re
from collections import Counter
from collections.abc import Mapping

from desktop_app.documents.lines import Line
from desktop_app.documents.numbering import find_marker
from desktop_app.documents.vocabulary import TITLE_END

_DASHES = r"[-—–－―‐·•~\s]"
_PAGE_NUMBER = re.compile(
    rf"^(?:{_DASHES}*[〔\[（(]?{_DASHES}*\d{{1,4}}{_DASHES}*[〕\]）)]?{_DASHES}*"
    r"|第\s*\d{1,4}\s*页[，,\s]*(?:[/／]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4}|"
    r"(?i:page)\s*\d+(?:\s*of\s*\d+)?)$"
)
_SHORT, _CONTENTS_LENGTH = 40, 200  # characters; a longer line is text, whatever it is made of
_CONTENTS_ENTRY = re.compile(r"[.．…·•]{4,}\s*\d{1,4}$|^目\s*录$")
_CONTENTS = re.compile(r"^目\s*[录錄次]$")
_ENTRY_PAGE = re.compile(r"[.．…·•—-]*\d{1,3}$")
_ENTRY_BEGINS = 6  # characters by which an entry is known again
_TABLE_HEAD = re.compile(r"^序\s*号(?:[\s|｜]+[^\s|｜，。；]{2,12}){2,9}$")
_RULE = re.compile(r"^[-=_*—─━~\s]{3,}$")

# What a page of a web site says around a document; the whole line must be of this kind.
_WEB_WHOLE = re.compile(
    r"^(?:扫一扫.*|扫描二维码.*|.{0,6}二维码.*|scan me.*|公众评价|\d+位公众.*|分享(?:到|至|:|：|本文)?.{0,30}"
    r"|首页.*|(?:您|你)?(?:当前|现在|所在)?(?:的)?(?:位置|"
    r"所在位置)\s*[:：].*"
    r"|[上下]一[篇条页].{0,80}|相关(?:链接|附件|文章|新闻|阅读|信息|文档|解读|推荐).{0,40}|版权(?:所有|"
    r"声明).*|copyright.*|.{0,30}[©].*"
    r"|.{0,8}ICP备.*|.{0,12}公网安备.*|网站(?:标识码|地图|声明|首页).*|(?:主办|承办|技术支持|"
    r"维护)(?:单位)?\s*[:：].*|联系我们.*|关于我们.*|隐私.{0,4}声明.*"
    r"|责任编辑.*|编\s*辑\s*[:：].*|审\s*核\s*[:：].{0,20}|阅读(?:次数|量|数)?\s*[:：]?\s*\d*.{0,4}|"
    r"(?:浏览|点击|访问)(?:次数|量|数)?\s*[:：]?.{0,12}"
    r"|微信|微博|qq空间|.{0,6}(?:微博|微信公众号|微信|APP|客户端)|附件下载.{0,60}|点击(?:查看|"
    r"下载).{0,40}|我要(?:纠错|评论|分享).*|政策(?:问答|解读|图解).{0,30}"
    r"|[-—~\s]{0,20}end[-—~\s]{0,20}|喜欢此内容.*|关注(?:我们|该公众号).*|微信扫一扫.*|长按.{0,16}(?:关注|识别).*|"
    r"阅读原文.*|往期.{0,12}"
    r"|(?:供稿|图文|文字|图片|摄影|"
    r"撰稿|初审|复审|终审|校对|监制|策划|编审|小编)\s*[:：/|].{0,30}"
    r"|.{0,80}(?:不代表本站|网友(?:上传|分享|投稿)|侵权(?:投诉|请联系|.{0,6}删除)|小编.{0,12}整理).{0,80}"
    r"|(?:在线)?预览(?:加载中|结束).*|已阅读\d+页.*|下载(?:本|此|该)?文档(?:原格式)?|文档简介|版权说明.*|.{4,60}_第\d+页"
    r"|(?:推荐|热门|猜你)(?:访问|阅读|文章|标签|搜索|喜欢).{0,60}|您好[，,]\s*欢迎.{0,30}"
    r"|vip.{0,6}|\d+(?:\.\d+)?\s*[km]b|网站\s*[:：].{0,80}|导语\s*[:：].*本站.*"
    r"|无障碍.*|适老.*|打开(?:当前|原文).*|原文链接.*|展开全文|收起|正文|"
    r"时间\s*[:：]\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\sT]+\d{1,2}:\d{2}.{0,60}|视力保护色.{0,20}|"
    r"时间\s*[:：]\s*\d{4}[-/.年].{0,20}|地址\s*[:：].{0,60}|邮编\s*[:：].*"
    r"|(?:传真|联系电话|电话)\s*[:：][\d\s—、-]+.*|.{0,24}人民政府(?:门户)?网站?|(?:https?://|www\.)\S+)$",
    re.IGNORECASE,
)
# What a web page puts between the paragraphs of a document too.
_WEB_BETWEEN = re.compile(
    r"^(?:分享(?:到|至).{0,30}|打开微信[，,].{0,60}|点击(?:播报|收听|朗读).{0,30}|语音(?:播报|朗读).{0,20}"
    r"|扫一扫.{0,40}|.{0,8}扫描?二维码.{0,40})$"
)
# The words on a web page's buttons; a line of nothing else is a bar of them.
_BUTTON = re.compile(
    r"(?:我要)?(?:打印|关闭|收藏|字体|字号|返回顶部|返回上级|返回|纠错|下载|分享|点赞|在看|转发|赞|喜欢|写留言|评论|朗读)"
    r"(?:本页|此页|窗口|页面|全文|文章)?|[大中小]"
)
_WORDS = re.compile(r"\w+")
_BAR_LENGTH = 120
_CRUMB = re.compile(r">+|»|›|＞|&gt;")


def is_page_number(text: str) -> bool:
    """Tell whether a line is nothing but a page's number: 3, — 3 —, 第 3 页 共 12 页."""
    return len(text) <= _SHORT and bool(_PAGE_NUMBER.match(text))


def is_web_furniture(text: str) -> bool:
    """Tell whether a line is what a web site adds around a document."""
    folded = text.replace("[", "【").replace("]", "】").strip("•· |｜\t（）()")
    if _WEB_WHOLE.match(folded) or _is_button_bar(folded) or _is_breadcrumb(folded):
        return True
    parts = folded.replace("|", " ").replace("｜", " ").replace("/", " ").split()
    return 1 < len(parts) < 12 and all(_WEB_WHOLE.match(part) or _is_button_bar(part) for part in parts)


def _is_button_bar(text: str) -> bool:
    """Tell whether a line is nothing but a web page's buttons: [打印] [关闭], 字体：大 中 小."""
    if len(text) > _BAR_LENGTH:
        return False
    words = _WORDS.findall(text)
    return bool(words) and all(_BUTTON.fullmatch(word) for word in words)


def _is_breadcrumb(text: str) -> bool:
    """Tell whether a line says where on a web site one is: 首页 > 政务公开 > 规划计划."""
    if len(text) > _BAR_LENGTH or not _CRUMB.search(text) or "。" in text:
        return False
    parts = [part.strip() for part in _CRUMB.split(text)]
    return len(parts) > 1 and all(0 < len(part) <= 40 for part in parts) and "，" not in parts[0]


def set_aside_reason(line: Line, apart: Mapping[int, str]) -> str | None:
    """Return why a line is set aside wherever it stands, or None; `apart` as `find_apart` found it."""
    if is_page_number(line.text):
        return "page_number"
    if line.start in apart:
        return apart[line.start]
    if len(line.text) <= _CONTENTS_LENGTH and _CONTENTS_ENTRY.search(line.text):
        return "contents"
    for reason, whole_line in (("table_head", _TABLE_HEAD), ("rule", _RULE)):
        if whole_line.match(line.text):
            return reason
    if len(line.text) <= _CONTENTS_LENGTH and (_WEB_BETWEEN.match(line.text) or _is_button_bar(line.text)):
        return "web"
    return None


def find_apart(lines: list[Line]) -> dict[int, str]:
    """Return the starts of the lines that other lines show to be no text, each with its reason."""
    contents = dict.fromkeys(find_contents(lines), "contents")
    return dict.fromkeys(find_running_heads(lines), "running_head") | contents


def find_contents(lines: list[Line]) -> frozenset[int]:
    """Return where the entries of a table of contents stand (their starts), page numbers printed or not.

    They follow 目录, and each comes back as the beginning of a later line.
    """
    top = next((i for i, line in enumerate(lines) if _CONTENTS.match(line.text)), None)
    if top is None:
        return frozenset()
    solid = ["".join(line.text.split()) for line in lines[top + 1 :]]
    later = Counter(words[:_ENTRY_BEGINS] for words in solid)
    entries: set[str] = set()
    for words in solid:
        entry = _ENTRY_PAGE.sub("", words)
        begins = entry[:_ENTRY_BEGINS]
        comes_back = later[begins] > (begins == words[:_ENTRY_BEGINS])
        if len(entry) > _SHORT or not comes_back or entry in entries:
            break
        entries.add(entry)
    return frozenset(line.start for line in lines[top + 1 : top + 1 + len(entries)])


def find_running_heads(lines: list[Line]) -> frozenset[int]:
    """Return where short lines stand (their starts) that come back on page after page.

    Three times or more, each time right beside a page's number: a repeated sentence is none, nor is the
    title that a running head repeats.
    """
    beside: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        near = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
        if len(line.text) <= _SHORT and any(is_page_number(other.text) for other in near):
            beside.setdefault(line.text, []).append(line.start)
    repeated = (starts for starts in beside.values() if len(starts) >= 3)
    return frozenset(start for starts in repeated for start in starts) | _repeated_titles(lines)


def _repeated_titles(lines: list[Line]) -> frozenset[int]:
    """Return where the title comes back between the paragraphs, as sites that lend papers print it.

    It stood before the first number, and the count goes on below it: where it starts anew, so does a paper.
    """
    titles: set[str] = set()
    found: list[int] = []
    counting = False
    for index, line in enumerate(lines):
        if counting and line.text in titles:
            below = find_marker(lines[index + 1].text) if index + 1 < len(lines) else None
            if below and below.value > 1:
                found.append(line.start)
        elif not counting and len(line.text) <= _SHORT:
            counting = bool(find_marker(line.text))
            if not counting and TITLE_END.search(line.text):
                titles.add(line.text)
        elif not counting:
            counting = bool(find_marker(line.text))
    return frozenset(found)
