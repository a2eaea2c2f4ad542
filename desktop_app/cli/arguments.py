"""The words of the command line: every verb with what it takes, explained in the user's language."""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from desktop_app import __version__
from desktop_app.i18n import _
from desktop_app.reports.papers import PAPERS, PHOTOS

_WORKSPACE = ("-w", "--workspace")
MOST_ENTRIES = 100_000


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return what the words say: `verb` (None: open the window), `workspace` and what the verb takes.

    Without a verb `document` is the file to open for review, or None. Raises SystemExit, with everything
    said, for --help, --version and wrong usage.
    """
    document = _document(argv)
    arguments = _build_parser().parse_args(argv[:-1] if document else argv)
    arguments.document = document
    if arguments.verb == "report":
        _check_report(arguments)
    if arguments.verb == "restore" and (arguments.file is None) != arguments.backup:
        arguments.refuse("either a file or --backup")
    return arguments


def _document(argv: Sequence[str]) -> Path | None:
    """Return the file that stands in the place of a verb: `yaodian FILE`, as double-clicking it calls us."""
    *before, last = argv or [""]
    with_workspace = len(before) == 2 and before[0] in _WORKSPACE
    joined = len(before) == 1 and before[0].startswith("--workspace=")
    if last.startswith("-") or (before and not with_workspace and not joined):
        return None
    file = Path(last)
    return file if file.suffix and file.is_file() else None


def _check_report(arguments: argparse.Namespace) -> None:
    paths = [path for path in (arguments.pdf, arguments.excel, arguments.word) if path is not None]
    if not paths:
        arguments.refuse("one of the arguments --pdf --excel --word is required")
    in_word = arguments.form == PHOTOS and arguments.word is not None
    if arguments.form != PAPERS[0] and arguments.pdf is None and not in_word:
        arguments.refuse("a form without a PDF")
    if len({path.resolve() for path in paths}) < len(paths):
        arguments.refuse("several reports in one file")


def _build_parser() -> argparse.ArgumentParser:
    description = _("要点自评：把教育局的工作要点变成清单，收集佐证材料，生成自评报告。不写命令时打开窗口。")
    parser = _Parser("yaodian", description=description, formatter_class=_Formatter, add_help=False)
    _translate(parser)
    parser.add_argument("--version", action="version", version=f"yaodian {__version__}", help=_("显示版本"))
    _add_workspace(parser, default=None)
    verbs = _Verbs(parser)
    _add_document_verbs(verbs)
    _add_checklist_verbs(verbs)
    _add_workspace_verbs(verbs)
    return parser


class _Parser(argparse.ArgumentParser):
    """argparse that says in the user's language what is wrong."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and one sentence; leave with status 2."""
        self.print_usage(sys.stderr)
        hint = _("完整写法见：{command} --help").format(command=self.prog)
        self.exit(2, f"{_explain(message)}{hint}\n")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("用法：") if prefix is None else prefix)


def _limit(word: str) -> int:
    """Return how many entries of the journal to print."""
    if not re.fullmatch("[0-9]{1,6}", word) or not 1 <= int(word) <= MOST_ENTRIES:
        raise argparse.ArgumentTypeError("not a count")
    return int(word)


def _explain(message: str) -> str:
    """Return argparse's complaint in the user's language."""
    known = (
        (r"the following arguments are required: (.+)", _("还缺少：{0}。")),
        (r"unrecognized arguments: (.+)", _("看不懂：{0}。")),
        (
            r"argument --form: invalid choice: '([^']*)'.*",
            _("没有“{{0}}”这种表，可以写：{papers}。").format(papers="、".join(PAPERS)),
        ),
        (r"argument .*: invalid choice: '([^']*)'.*", _("没有“{0}”这个命令。")),
        (r"argument (\S+): invalid int value: '(.*)'", _("{0} 后面应是整数，不能是“{1}”。")),
        (
            r"argument (\S+): not a count",
            _("{{0}} 后面应是 1 到 {most} 的整数。").format(most=MOST_ENTRIES),
        ),
        (r"argument (\S+): expected one argument", _("{0} 后面还缺少内容。")),
        (r"argument (\S+): ignored explicit argument '(.*)'", _("{0} 后面不带内容，“{1}”多余。")),
        (r"one of the arguments (.+) is required", _("{0} 至少要写一个。")),
        (r"either a file or --backup", _("备份文件和 --backup 要写一个，也只能写一个。")),
        (r"a form without a PDF", _("--form 要和 --pdf 一起写，照片页也可以和 --word 一起写。")),
        (r"several reports in one file", _("几种报告不能写进同一个文件。")),
    )
    for pattern, sentence in known:
        match = re.fullmatch(pattern, message)
        if match:
            return sentence.format(*match.groups())
    return _("命令写得不对。")


def _translate(parser: argparse.ArgumentParser) -> None:
    parser._positionals.title = _("参数")
    parser._optionals.title = _("选项")
    parser.add_argument("-h", "--help", action="help", help=_("显示这份说明"))


def _add_workspace(parser: argparse.ArgumentParser, default: object) -> None:
    words = _("工作区文件夹，不写时为“文档”里的“要点自评”")
    parser.add_argument(*_WORKSPACE, type=Path, metavar=_("文件夹").upper(), default=default, help=words)


class _Verbs:
    """Adds verbs that all take -w, and most also --json or --checklist."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._group = parser.add_subparsers(dest="verb", metavar=_("命令").upper())

    def add(
        self, name: str, words: str, *, json: bool = True, checklist: bool = False
    ) -> argparse.ArgumentParser:
        """Return the new verb's parser; `words` say what it does."""
        verb = self._group.add_parser(
            name,
            help=words,
            description=words,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        _translate(verb)
        _add_workspace(verb, default=argparse.SUPPRESS)  # so that -w before the verb is not forgotten
        if json:
            verb.add_argument("--json", action="store_true", help=_("输出 JSON，供其他程序使用"))
        if checklist:
            which = _("有几份清单时选哪一份：名称、年份或号码（1 为最新），不写时为最新的一份")
            verb.add_argument("--checklist", metavar=_("清单").upper(), help=which)
        return verb


def _add_document_verbs(verbs: _Verbs) -> None:
    outline = verbs.add("outline", _("显示一份文件的结构，不保存"))
    outline.add_argument("file", type=Path, metavar=_("文件").upper(), help=_("教育局印发的文件"))
    bring = verbs.add("import", _("导入一份文件，生成清单"))
    bring.add_argument("file", type=Path, metavar=_("文件").upper(), help=_("教育局印发的文件"))
    bring.add_argument("--year", type=int, metavar=_("年份").upper(), help=_("清单的年份，不写时取自文件"))
    bring.add_argument("--again", action="store_true", help=_("这份文件导入过也再导入一次"))


def _add_checklist_verbs(verbs: _Verbs) -> None:
    address = _("条目编号，如 13、3.2、一/2、一/（一）/3")
    verbs.add("list", _("显示清单"), checklist=True)
    words = _("查找条目和佐证材料的内容：编号、文字、人、材料名，也可以用拼音首字母")
    find = verbs.add("find", words, checklist=True)
    find.add_argument("words", nargs="+", metavar=_("文字").upper(), help=_("几个词都要出现"))
    change = verbs.add("set", _("填写条目、学校信息或报告文字"), checklist=True)
    change.add_argument(
        "item", metavar=_("条目").upper(), help=_("{address}；或写“学校”“报告”").format(address=address)
    )
    change.add_argument(
        "fields", nargs="+", metavar=_("栏目=内容").upper(), help=_("如 自评结论=达成 完成情况=……")
    )
    words = _("改为填写一份材料：名称、日期、责任人、页数、类别、备注、说明、页；条目写“材料”时不限条目")
    change.add_argument("--file", metavar=_("材料名").upper(), help=words)
    tick = verbs.add("tick", _("把条目记为已完成"), checklist=True)
    tick.add_argument("items", nargs="+", metavar=_("条目").upper(), help=address)
    tick.add_argument("--undo", action="store_true", help=_("改回未开始"))
    attach = verbs.add("attach", _("给条目添加佐证材料"), checklist=True)
    attach.add_argument("item", metavar=_("条目").upper(), help=address)
    files = _("要添加的文件或文件夹")
    attach.add_argument("files", nargs="+", type=Path, metavar=_("文件").upper(), help=files)
    suggest = verbs.add("suggest", _("看一个文件夹里的文件各属于哪个要点，不保存"), checklist=True)
    suggest.add_argument(
        "folder", type=Path, metavar=_("文件夹").upper(), help=_("要找要点的文件所在的文件夹")
    )
    check = verbs.add("check", _("检查报告里有没有打印前要改的地方"))
    which = _("检查哪一份清单：名称、年份或号码（1 为最新），不写时为最新的一份")
    check.add_argument("which", nargs="?", metavar=_("清单").upper(), help=which)
    report = verbs.add("report", _("生成自评报告，可以同时生成几种"), checklist=True)
    report.set_defaults(refuse=report.error)
    for name, words in (("pdf", "PDF"), ("excel", "Excel"), ("word", "Word")):
        report.add_argument(f"--{name}", type=Path, metavar=_("文件").upper(), help=words)
    form = _("PDF 印哪一种：{papers}，不写时为前者；照片页也可以是 Word").format(papers="、".join(PAPERS))
    report.add_argument("--form", choices=PAPERS, default=PAPERS[0], metavar=_("表").upper(), help=form)
    chapters = _("只要其中几章，如 一,三；不写时为全部")
    report.add_argument("--range", metavar=_("章").upper(), help=chapters)
    report.add_argument("--draft", action="store_true", help=_("每页印上“草稿”"))


def _add_workspace_verbs(verbs: _Verbs) -> None:
    verbs.add("verify", _("检查全部数据和佐证材料是否完好"))
    verbs.add("undo", _("撤销最近一次操作"))
    verbs.add("redo", _("重做最近一次撤销的操作"))
    history = verbs.add("history", _("显示操作记录"))
    history.add_argument(
        "--limit", type=_limit, default=200, metavar=_("条数").upper(), help=_("最多显示多少条")
    )
    _add_backup_verbs(verbs)
    verbs.add("self-test", _("检查程序自身的各部分能否正常工作，不动工作区"))
    manual = verbs.add("manual", _("把用户手册存成可以打印的 PDF"), json=False)
    manual.add_argument("file", type=Path, metavar=_("文件").upper(), help=_("要写的 PDF 文件"))
    demo = verbs.add("demo", _("用示例文件把整个过程做一遍"), json=False)
    demo.add_argument("folder", type=Path, metavar=_("文件夹").upper(), help=_("放示例的新文件夹"))


def _add_backup_verbs(verbs: _Verbs) -> None:
    backup = verbs.add("backup", _("把整个工作区备份成一个文件，佐证材料也在其中"))
    words = _("要写的备份文件，如 U 盘上的 学校.yaodian；不写时只在工作区里备份数据")
    backup.add_argument("file", type=Path, nargs="?", metavar=_("文件").upper(), help=words)
    restore = verbs.add("restore", _("从备份文件恢复成一个新的工作区"))
    words = _("备份文件；用 -w 指明要恢复到的新文件夹")
    restore.add_argument("file", type=Path, nargs="?", metavar=_("文件").upper(), help=words)
    words = _("数据文件损坏时，用工作区里最近的完好备份恢复")
    restore.add_argument("--backup", action="store_true", help=words)
    restore.set_defaults(refuse=restore.error)
