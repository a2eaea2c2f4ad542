"""What the school can hand in: each PDF form, the workbook, the document; what their files are called."""

from dataclasses import dataclass

from desktop_app.evidence.names import safe_name
from desktop_app.i18n import _
from desktop_app.reports.papers import PAPERS, PHOTOS, REPORT
from desktop_app.reports.writers import FORMS as ENDINGS

_ICONS = {"pdf": "file_pdf", "excel": "file_table", "word": "file_text"}


@dataclass(frozen=True)
class Form:
    """One file that can be made: `form` is the writer's, `paper` which PDF it is (or is like)."""

    form: str
    paper: str = REPORT

    @property
    def key(self) -> str:
        """What it is remembered as."""
        if self.form == "pdf":
            return self.paper
        return self.form if self.paper == REPORT else f"{self.form} {self.paper}"

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return _ICONS[self.form]

    @property
    def label(self) -> str:
        """The words on screen."""
        if self.form == "word":
            return _("Word 照片页") if self.paper == PHOTOS else _("Word 文档")
        return _("Excel 工作簿") if self.form == "excel" else paper_label(self.paper)

    @property
    def says(self) -> str:
        """What it is for, in one sentence."""
        if self.form == "excel":
            return _("全部内容的表格，可以筛选和汇总")
        if self.form == "word":
            same = self.paper == REPORT
            return _("与自评报告相同，可以再改几句话") if same else _("与照片页相同，可以再改说明")
        return _PURPOSES[self.paper]()

    @property
    def preview_words(self) -> str:
        """What is to be said of the pages shown for it; "" where they are the very ones."""
        if self.form == "excel":
            words = _("Excel 没有固定的页面，下面是同样内容的 PDF 自评报告。{note}")
            return words.format(note=_("在 Excel 里改的内容不会回到本程序。"))
        if self.form == "word" and self.paper == PHOTOS:
            return _("Word 会自己排版。下面是同样内容的 PDF 照片页。")
        if self.form == "word":
            return _("Word 会自己排版。下面是同样内容的 PDF 自评报告，文字完全相同。")
        return ""

    def file_name(self, title: str, part: str, watermark: str) -> str:
        """Return what its file is called: the checklist, the form, and which part or that it is a draft."""
        name = "自评数据" if self.form == "excel" else self.paper
        marks = "".join(f"（{mark}）" for mark in (part, watermark) if mark)
        return safe_name(f"{title[:60]}{name}{marks}{ENDINGS[self.form]}")


def paper_label(paper: str) -> str:
    """Return the words on screen for one of the PAPERS."""
    return {
        "自评报告": _("自评报告"),
        "自评表": _("自评表"),
        "任务分解表": _("任务分解表"),
        "问题清单": _("问题清单"),
        "照片页": _("照片页"),
        "一页概览": _("一页概览"),
    }[paper]


_PURPOSES = {
    "自评报告": lambda: _("封面、目录、逐项自评、佐证目录和签章页"),
    "自评表": lambda: _("横排表格，每个要点一行"),
    "任务分解表": lambda: _("谁来做、什么时候完成"),
    "问题清单": lambda: _("存在问题和改进措施"),
    "照片页": lambda: _("照片和图片说明"),
    "一页概览": lambda: _("给校长看的一页"),
}

FORMS = (*(Form("pdf", paper) for paper in PAPERS), Form("excel"), Form("word"), Form("word", PHOTOS))
