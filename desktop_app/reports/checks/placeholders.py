"""What was left to be filled in: XX, ××, 待补充, （ ）."""

import re
from collections.abc import Iterator

from desktop_app.documents.targets.words import any_of
from desktop_app.i18n import _
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import Told

# 张××, 李XX: a person whose name is kept back. Surnames that are often the end of another word are left out.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁余叶蒋杜苏魏程吕丁沈姚卢姜崔钟谭陆汪范"
    "廖石韦贾夏付邹熊孟秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵万钱严武戴莫孔汤"
)
_CROSS = "[XxＸｘ×✕]"
_COUNTED = "[年月日人名次场节个份篇项件元分时点]"
_TO_DO = any_of("补充 补齐 补写 填写 填入 完善 核实 核对 更新 确认 续写 插入 上传")
_LEFT_EMPTY = re.compile(
    r"[（(]\s*[）)]|【\s*】|《\s*》|“\s*”|\[\s*\]|〔\s*〕"
    rf"|[（(【\[]\s*(?:待|请|需|尚需)[^）)】\]]{{0,6}}{_TO_DO}[^）)】\]]{{0,6}}[）)】\]]"
)
_FILLED_WITH = re.compile(
    rf"(?<![A-Za-zＸ{_SURNAMES}×]){_CROSS}{{2,}}(?![A-Za-z])"  # ××学校
    rf"|(?<![A-Za-z\d]){_CROSS}(?={_COUNTED})"  # X月X日
    r"|(?<![\w*])[*＊](?=[次场人名个份篇项年月日])|[*＊]{2,}|_{3,}|＿{2,}|[?？]{2,}"
    r"|(?:在?此处?|请在?此?处?|点击此?处?)(?:填写|填入|输入|补充|插入)"
    r"|(?<![有尚亟还仍急需])待(?:补充|填写|补齐|填)(?=[，。；、）)]|$)"
    r"|(?<![A-Za-z])(?:TO[D]O|FIX[M]E|TBD|to[d]o)(?![A-Za-z])"
)
# Without one of these there is none of them: most texts are done with here.
_SIGN = re.compile("[XxＸｘ×✕*＊_＿?？待此击请TtF]")

_BETWEEN = re.compile(r"[，。；：、！？\s]+")
_AROUND = 8  # characters shown to either side, as far as the same clause goes


def placeholders(told: Told) -> Iterator[Finding]:
    """Yield the first place in a text that was left to be filled in."""
    text = told.text
    found = _LEFT_EMPTY.search(text) or (_FILLED_WITH.search(text) if _SIGN.search(text) else None)
    if found:
        before = _BETWEEN.split(text[max(0, found.start() - _AROUND) : found.start()])[-1]
        after = _BETWEEN.split(text[found.end() : found.end() + _AROUND])[0]
        words = f"{before}{found[0]}{after}"
        message = _("{field}里还有没填完的地方：“{words}”。")
        yield told.finding(Code.PLACEHOLDER, message.format(field=told.field, words=words), found[0])
