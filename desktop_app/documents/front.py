"""The lines before the first heading: the document's title and preamble, and what stands around them."""

import re
from dataclasses import dataclass

from desktop_app.documents.chinese_numbers import ZERO
from desktop_app.documents.facts import Facts, Kind, kind_of
from desktop_app.documents.lines import Line, Paragraph, Wrapping, ends_sentence, plain
from desktop_app.documents.paragraphs import join_lines
from desktop_app.documents.vocabulary import FORWARDED, NOTICE_TITLE, TITLE_ORGANISATION

_PUNCTUATION = re.compile(r"[，,。；;：:！？!?、]")
_SENTENCE = re.compile(r"。|，.*，|：.*，|^20\d{2}年[，,是]")
_YEAR = re.compile(rf"20\d{{2}}|二[{ZERO}]")
_WORD = re.compile(r"\w")
_RUNNING = re.compile(
    r"^(?:根据|按照|依据|依照|结合|为了?(?=深入|贯彻|落实|进一步|切实|全面|加强|推进|做好))[^，,]*[，,]"
)
_LONG = 60
_BARE_PAPER = 6  # characters of a paper's kind: 工作要点, 实施方案
_CONCERNING = re.compile("^[^《]*关于")
_FORWARDS = re.compile(r"印发|转发|下发|印發|轉發|下發|^通知$|》的?通知$")
_TITLE_SUFFIX = re.compile(
    r"^[（(](?:20\d{2}\s*年?\s*[-—–－~～至]\s*20\d{2}\s*年?|试行|暂行|修订|征求意见稿|草案)[）)]$"
)
_BYLINE = re.compile(
    r"(?:书记|局长|厅长|主任|校长|园长|部长|市长|县长|区长|督学)[\s\u3000]+[\u4e00-\u9fa5]{1,2}\s*[\u4e00-\u9fa5]{1,2}$"
)
_SUBTITLE = re.compile(
    r"^(?:——|--|—)|^[（(][^）)]{2,30}[）)]$|^[（(]?20\d{2}\D?20\d{2}年?[）)]?$|^(?:引|前|序|导)\s*言$"
)


@dataclass(frozen=True)
class Front:
    """The title's lines and the preamble's paragraphs; all other lines were filed with the facts."""

    title: tuple[Line, ...]
    preamble: tuple[Paragraph, ...]

    @property
    def title_text(self) -> str:
        """The title as one line; blanks between Chinese characters and digits were only layout."""
        joined = "".join(plain(line.text).strip("# ") for line in self.title)
        return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", joined)


def read_front(lines: list[Line], facts: Facts, wrapping: Wrapping) -> Front:
    """Sort the lines before the first heading; what is neither title nor preamble goes to `facts`."""
    kinds = [_kind(lines, index, wrapping) for index in range(len(lines))]
    title = _title_range(lines, kinds)
    titled = "".join(plain(line.text) for line in lines[title.start : title.stop])
    text = []
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if index in title:
            continue
        if _is_preamble(line, kind, index >= title.stop, titled):
            text.append(line)
        else:
            facts.note(line, kind, _reason(kind, index < title.start))
    return Front(tuple(lines[title.start : title.stop]), tuple(join_lines(text, wrapping)))


def paper_title(lines: list[Line]) -> str:
    """Return what to call one of several papers: its title, else its first line."""
    named = [line for line in lines if kind_of(line.text) is Kind.TITLE]
    return plain((named or lines)[-1 if named else 0].text).strip("# ")


def title_in_notice(lines: list[Line]) -> str | None:
    """Return the title that a notice's own title names: 关于印发《…》的通知."""
    for line in lines:
        found = FORWARDED.search(plain(line.text).strip("# "))
        if found:
            return found[1]
    return None


def title_organisation(title: str) -> str | None:
    """Return the body whose name a title begins with."""
    found = TITLE_ORGANISATION.match(title)
    return found[0] if found else None


def _is_preamble(line: Line, kind: Kind, after_title: bool, title: str) -> bool:
    words = plain(line.text)
    if not after_title or words == title or _SUBTITLE.match(words) or _BYLINE.search(words):
        return False
    if kind is Kind.FORWARDING:
        return "印发给" not in line.text and "转发给" not in line.text
    return kind in (Kind.TEXT, Kind.TITLE)


def _reason(kind: Kind, before_title: bool) -> str:
    if kind in (Kind.LABELLED, Kind.WEB):
        return "web"
    return "front_matter" if before_title or kind is not Kind.TEXT else "subtitle"


def _title_range(lines: list[Line], kinds: list[Kind]) -> range:
    """Return the indices of the title's lines; empty where there is none."""
    body = _first_running_text(lines, kinds)
    titles = [i for i, kind in enumerate(kinds) if kind is Kind.TITLE or _names_itself(lines[i], kind)]
    chosen = [i for i in titles if i < body][-1:] or titles[:1]
    chosen = chosen or [i for i, kind in enumerate(kinds) if kind is Kind.NOTICE_TITLE][-1:]
    chosen = (
        chosen
        or [i for i, kind in enumerate(kinds[:body]) if kind is Kind.TEXT and len(lines[i].text) <= _LONG][:1]
    )
    if not chosen:
        return range(0)
    first = last = _above_subtitle(lines, kinds, chosen[0])
    while first > 0 and _begins_title(lines[first - 1], kinds[first - 1], lines[first]):
        first -= 1
    if last + 1 < len(lines) and _TITLE_SUFFIX.match(lines[last + 1].text):
        last += 1
    return range(first, last + 1)


def _above_subtitle(lines: list[Line], kinds: list[Kind], chosen: int) -> int:
    """Return the place of the title proper where the line chosen is its subtitle: ——在……会议上的报告."""
    if not lines[chosen].text.startswith(("——", "--", "—")):
        return chosen
    for index in range(chosen - 1, -1, -1):
        if kinds[index] is Kind.TEXT and len(lines[index].text) <= _LONG:
            return index if not _PUNCTUATION.search(lines[index].text) else chosen
    return chosen


def _names_itself(line: Line, kind: Kind) -> bool:
    """Tell whether a notice's title is the paper's own: it forwards nothing."""
    return kind is Kind.NOTICE_TITLE and not _FORWARDS.search(line.text)


def _kind(lines: list[Line], index: int, wrapping: Wrapping) -> Kind:
    """Return what a line is; one that goes on with the sentence of the full line before it is text."""
    if index and wrapping.is_full(lines[index - 1]) and not ends_sentence(lines[index - 1].text):
        running = _PUNCTUATION.search(lines[index - 1].text)
        return Kind.TEXT if running else kind_of(lines[index].text)
    kind = kind_of(lines[index].text) if _WORD.search(lines[index].text) else Kind.WEB
    if kind is Kind.TITLE and _RUNNING.match(lines[index].text):
        return Kind.TEXT
    runs_on = kind in (Kind.TITLE, Kind.ORGANISATION) and wrapping.is_full(lines[index])
    return Kind.TEXT if runs_on and _PUNCTUATION.search(lines[index].text) else kind


def _first_running_text(lines: list[Line], kinds: list[Kind]) -> int:
    """Return the index of the first line of running text; a notice's own text does not count."""
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is Kind.TEXT and (len(line.text) > _LONG or _SENTENCE.search(line.text)):
            notice = any(kind is Kind.DATE for kind in kinds[index + 1 : index + 8])
            if not notice:
                return index
    return len(lines)


def _begins_title(line: Line, kind: Kind, following: Line) -> bool:
    """Tell whether a line is the upper line of a title that runs over two."""
    words = plain(line.text)
    if _PUNCTUATION.search(words) or len(words) > 40 or NOTICE_TITLE.search(words):
        return False
    below = plain(following.text)
    names_itself = bool(title_organisation(below))
    if kind is Kind.ORGANISATION:
        return not names_itself
    if kind is not Kind.TEXT or names_itself:
        return False
    bare = len(below) <= _BARE_PAPER and len(words) > _BARE_PAPER  # 实施方案 alone says nothing of its matter
    return bare or any(sign.search(words) and not sign.search(below) for sign in (_YEAR, _CONCERNING))
