"""Reading a saved web page: .html and .mht, the site's furniture set aside."""

import re
from email import message_from_bytes
from email.errors import MessageError
from itertools import accumulate
from pathlib import Path

from lxml import etree

from desktop_app.documents.facts import Kind, kind_of
from desktop_app.documents.outline import Warning
from desktop_app.documents.readers.builder import SourceBuilder
from desktop_app.documents.readers.web_encoding import decode_page
from desktop_app.documents.readers.web_lines import Block, PageLines, WebLine
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.safety.raw import read_bytes

_MAX_TAGS, _MAX_PAGE = 250_000, 12 * 1024 * 1024  # of a page without its pictures
_MAX_PARTS = 5000  # of an archive
_LONG_TAG = 4096  # bytes; a shorter one takes no time
_MOST_ATTRIBUTES = 10**9  # of each tag squared: libxml2 compares each attribute with all before it
_HEAD = 8192  # bytes; where an archive says that it is one
_PICTURE = re.compile(rb"data:[a-z]+/[^\s\"'()<>]{200,}")  # pictures inside the page
_TAG = re.compile(rb"<[A-Za-z][^>]*")
_ATTRIBUTE = re.compile(rb"[\s/=]+")
_ARCHIVE = re.compile(rb"(?im)^content-type:\s*multipart/")
_STRANGE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
# What the systems of government and school sites, and of WeChat, call the element that holds the text.
_MAIN = re.compile(
    r"(?:^|\s)(?:js_content|rich_media_content|trs_editor|trs_ueditor|trs_uedit\w*|zoom\w{0,4}|ucap-content"
    r"|custom_unionstyle|vsb_content\w*|v_news_content|wp_articlecontent|(?:art|arti|article|news|detail|info|page"
    r"|pages|text|xxgk|content|con|main)[-_]?(?:content|con|body|text|box|detail|main)(?:[-_]?\w{0,6})|content"
    r"|article|mainbody)(?:\s|$)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:^|[-_\s\d])(?:nav|navbar|navigation|menu|submenu|crumbs?|breadcrumbs?|foot|footer|sidebar|share|sharing|bdshare"
    r"|copyright|related|relate|recommend|relevant|qrcode|ewm|toolbar|login|search|searchbox|banner|friendlinks?"
    r"|links?|pagination|pager|paging|prevnext|comments?|topbar|header|hotnews|weixin|weibo|wza|print|dayin"
    r"|fontsize|statistics|hits)(?=$|[-_\s\d])",
    re.IGNORECASE,
)
_FURNITURE_TAGS = frozenset(("nav", "header", "footer", "aside", "dialog", "menu"))
_KEPT_KINDS = frozenset(
    (Kind.LABELLED, Kind.NUMBER, Kind.DATE, Kind.TITLE, Kind.NOTICE_TITLE, Kind.ORGANISATION, Kind.RED_HEAD)
)
_ALL, _MOST, _SOME = 0.97, 0.5, 0.2  # of the page's running text


def read(path: Path) -> SourceText:
    """Return the text of a saved web page, a paragraph a line.

    Raises YaodianError with a sentence for the user where it cannot be read or holds no text.
    """
    data = read_bytes(path)
    declared = ""
    if not data.lstrip().startswith(b"<") and _ARCHIVE.search(data[:_HEAD]):
        data, declared = _page_of_archive(data, path.name)
    data = _PICTURE.sub(b"", data)
    if data.count(b"<") > _MAX_TAGS or len(data) > _MAX_PAGE or _has_too_many_attributes(data):
        raise _too_large(path.name)
    root, whole = _parsed(decode_page(data, declared), path.name)
    page = PageLines(root)
    if not page.lines or _is_noise(page.lines):
        raise _empty(path.name)
    return _build(page, whole=whole)


def _too_large(name: str) -> YaodianError:
    return YaodianError(
        _("“{name}”太大了，不像一份文件的网页，没有导入任何内容。请把正文复制出来再导入。").format(name=name)
    )


def _has_too_many_attributes(data: bytes) -> bool:
    """Tell whether the tags may have more attributes than libxml2 takes in within a few seconds."""
    counts = (len(_ATTRIBUTE.findall(tag[0])) for tag in _TAG.finditer(data) if len(tag[0]) > _LONG_TAG)
    return sum(count * count for count in counts) > _MOST_ATTRIBUTES


def _empty(name: str) -> YaodianError:
    return YaodianError(
        _("“{name}”里没有文字，没有导入任何内容。请在浏览器里打开原网页，重新另存一次。").format(name=name)
    )


def _is_noise(lines: list[WebLine]) -> bool:
    text = "".join(line.text for line in lines)
    return len(_STRANGE.findall(text)) * 20 > len(text)


def _parsed(text: str, name: str) -> tuple[etree._Element, bool]:
    """Return the root of a page, with whatever errors it has mended as a browser would; whether it is all.

    libxml2 stops where elements lie more than some 2,000 deep in each other.
    """
    data = text.replace("\0", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise _empty(name) from error
    if root is None:
        raise _empty(name)
    return root, not parser.error_log.filter_from_fatals()


def _page_of_archive(data: bytes, name: str) -> tuple[bytes, str]:
    """Return the page inside a .mht file, the one with most Chinese, and its declared encoding."""
    if data.count(b"\n--") > _MAX_PARTS:
        raise _too_large(name)
    try:
        parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
        pages = [(part.get_payload(decode=True), part.get_content_charset() or "") for part in parts]
    except (MessageError, RecursionError, LookupError, ValueError) as error:
        raise _empty(name) from error
    found = [(page, charset) for page, charset in pages if isinstance(page, bytes)]
    if not found:
        raise _empty(name)
    return max(found, key=lambda page: (sum(byte > 0x7F for byte in page[0]), len(page[0])))


def _build(page: PageLines, *, whole: bool) -> SourceText:
    """Return the page's lines, with those of the site set aside; where it is not whole, that is told."""
    builder = SourceBuilder()
    if not whole:
        message = _("这个网页的排版嵌套太深，后面的内容没有读到。请把正文复制出来再导入。")
        builder.warnings.append(Warning("text_left_out", message))
    for line, is_furniture in zip(page.lines, _find_furniture(page), strict=True):
        span = builder.add(line.text, "web" if is_furniture else None)
        if line.heading:
            builder.mark("style", line.heading, span)
        if line.table:
            builder.mark("table", str(line.table), span)
    return builder.build()


def _find_furniture(page: PageLines) -> list[bool]:
    """Tell for each line whether it is the site's, and not the document's."""
    lines = page.lines
    total = sum(line.prose for line in lines)
    main = _find_main(page, total)
    aside = [line.control for line in lines]
    kept = list(accumulate(map(_is_kept, lines), initial=0))  # before each line; blocks lie in each other
    for block in page.blocks:
        around = block.start <= main.start and main.end <= block.end
        if not around and kept[block.start] == kept[block.end] and _is_furniture(block, total):
            aside[block.start : block.end] = [True] * (block.end - block.start)
    known = bool(_MAIN.search(main.names))
    for index, line in enumerate(lines):
        after = index >= main.end
        outside = after or index < main.start
        if (outside and line.is_link) or (after and known and kept[index] == kept[index + 1]):
            aside[index] = True
    return aside


def _find_main(page: PageLines, total: int) -> Block:
    """Return the block that holds the document: one known by name, else the smallest with all text."""
    whole = Block("body", "", 0, len(page.lines), total)
    holders = [block for block in page.blocks if total and block.prose >= _MOST * total]
    named = [block for block in holders if _MAIN.search(block.names)]
    full = [block for block in named or holders if block.prose >= _ALL * total]
    chosen = full or named
    return min(chosen, key=lambda block: block.end - block.start, default=whole)


def _is_furniture(block: Block, total: int) -> bool:
    if block.prose > _SOME * total:
        return False
    return block.tag in _FURNITURE_TAGS or bool(_FURNITURE.search(block.names))


def _is_kept(line: WebLine) -> bool:
    """Tell whether a line says something about the document, wherever on the page it stands."""
    if line.is_link or line.control:
        return False
    return line.heading in ("h1", "h2") or kind_of(line.text) in _KEPT_KINDS
