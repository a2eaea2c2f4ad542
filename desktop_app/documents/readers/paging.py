"""Reading page after page, as many as there is time for."""

from collections.abc import Callable, Sequence
from time import monotonic, thread_time

from desktop_app.documents.outline import Warning
from desktop_app.documents.readers.page_layout import Page
from desktop_app.i18n import _

_MAX_PAGES, _MAX_CHARACTERS = 2000, 5_000_000
_MAX_SECONDS = 6.0  # of work, not by the clock: a busy PC must not cut a document short
_MAX_WAIT = 30.0  # seconds by the clock: pages that keep another process busy
_SHOWN = 10


def read_pages(
    total: int,
    read_page: Callable[[int], Page | None],
    told: Sequence[int] = (),
    opens: Callable[[int], bool] = lambda _index: True,
) -> tuple[list[Page], list[Warning]]:
    """Return the pages that hold words, and warnings about those that do not or were not read.

    `read_page` gives the page of an index from 0, None where it is damaged; `told` are the indices of those
    without words, known by the end, about which somebody else warns. None is read from the first on that
    `opens` is not true of.
    """
    pages: list[Page] = []
    blank: list[int] = []
    characters = 0
    work_ends, wait_ends = thread_time() + _MAX_SECONDS, monotonic() + _MAX_WAIT
    for index in range(min(total, _MAX_PAGES)):
        out_of_time = thread_time() > work_ends or monotonic() > wait_ends
        if characters > _MAX_CHARACTERS or out_of_time or not opens(index):
            break
        page = read_page(index)
        if page and page.pieces:
            characters += sum(len(piece.text) for piece in page.pieces)
            pages.append(page)
        else:
            blank.append(index + 1)
    others = set(told)
    untold = [number for number in blank if number - 1 not in others]
    return pages, _warnings(total, len(pages), len(pages) + len(blank), untold)


def blank_pages(numbers: Sequence[int]) -> list[Warning]:
    """Return the warning about pages that hold no words, if there are any."""
    if not numbers:
        return []
    message = _("第 {pages} 页没有文字，可能是空白页或图片，请对照原件核对。")
    return [Warning("page_without_text", message.format(pages=in_words(numbers)))]


def in_words(numbers: Sequence[int]) -> str:
    """Return the numbers of pages, the first of many."""
    return "、".join(map(str, numbers[:_SHOWN])) + ("……" if len(numbers) > _SHOWN else "")


def _warnings(total: int, read: int, done: int, blank: list[int]) -> list[Warning]:
    warnings = blank_pages(blank) if read else []
    if done < total:
        message = _("这份文件有 {total} 页，太长了，只读了前 {done} 页。请把需要的部分另存为单独的文件。")
        warnings.append(Warning("pages_left_out", message.format(total=total, done=done)))
    return warnings
