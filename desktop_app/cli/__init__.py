"""The command line: the same operations as the window, for scripts, tests and servers.

Exit status: 0 done, 1 refused with one sentence on standard error, 2 wrong usage. Importing this package
loads neither Qt nor SQL; each verb imports what it needs.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.cli.arguments import parse
from desktop_app.errors import YaodianError
from desktop_app.i18n import _

Verb = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit status."""
    _speak_utf8()
    try:
        status = _run(argv)
        if sys.stdout is not None:  # there is none where Windows started the window's program
            sys.stdout.flush()
    except YaodianError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        # The reader has gone (`yaodian list | head`): nothing is wrong, and nobody is left to tell.
        _drop_output()
        return 0
    except OSError as error:  # a name too long, a folder closed to us: whatever no part below has words for
        return _refuse(_in_words(error))
    except KeyboardInterrupt:
        _refuse(_("已停止。"))
        return 130
    return status


def _run(argv: Sequence[str]) -> int:
    try:
        arguments = parse(argv)
    except SystemExit as end:  # argparse has printed the help or what is wrong
        return int(end.code or 0)
    if arguments.verb is None:
        return _open_window(arguments.workspace, arguments.document)
    return _verb(arguments.verb)(arguments)


def _verb(name: str) -> Verb:
    if name == "outline":
        from desktop_app.cli.outline import outline

        return outline
    if name in ("report", "manual", "demo"):
        from desktop_app.cli import making

        return {"report": making.report, "manual": making.manual, "demo": making.demo}[name]
    if name in ("check", "suggest"):
        from desktop_app.cli import checking, suggesting

        return checking.check if name == "check" else suggesting.suggest
    if name in ("backup", "restore"):
        from desktop_app.cli import backups

        return backups.backup if name == "backup" else backups.restore
    if name == "self-test":
        from desktop_app.cli.trying import run_self_test

        return run_self_test
    from desktop_app.cli import checklist, describing, finding, importing, journal

    verbs: dict[str, Verb] = {
        "import": importing.import_file,
        "list": checklist.list_items,
        "find": finding.find,
        "set": lambda words: (describing.set_file if words.file else checklist.set_fields)(words),
        "tick": checklist.tick,
        "attach": checklist.attach,
        "verify": journal.verify,
        "undo": journal.undo,
        "redo": journal.redo,
        "history": journal.history,
    }
    return verbs[name]


def _open_window(workspace: Path | None, document: Path | None) -> int:
    from desktop_app.cli.window import open_window

    return open_window(workspace, document)


def _drop_output() -> None:
    """Send what is left to print to nowhere, else Python complains at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_words(error: OSError) -> str:
    if error.filename is None:  # only what is printed has no name
        _drop_output()
        return _("没有写完，可能是磁盘已满。请检查磁盘空间和要写到的地方，再试一次。")
    return _("“{name}”不能读写。请检查名称、位置和权限，换一个再试。").format(
        name=Path(str(error.filename)).name
    )


def _refuse(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return 1


def _speak_utf8() -> None:
    """Print UTF-8 whatever the locale says; what no encoding can hold (a broken file name) is escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
