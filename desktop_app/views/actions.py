"""Everything that can be done from the menus, once: its words, its keys, its icon."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_app.i18n import _
from desktop_app.models.values import Progress, Verdict
from desktop_app.views.places import Place
from desktop_app.views.widgets.controls import keys_in_words
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import Role
from desktop_app.views.widgets.words import PROGRESS_ICONS, PROGRESS_ROLES, VERDICT_ICONS, VERDICT_ROLES

_Key = QKeySequence.StandardKey


class Actions(QObject):
    """Holds the actions. Signals carry a value where several actions share one meaning.

    `progress_requested(Progress)`, `verdict_requested(Verdict or None)`, `place_requested(Place)`.
    """

    progress_requested = Signal(object)
    verdict_requested = Signal(object)
    place_requested = Signal(object)

    def __init__(self, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self._icons = icons
        self._looks: list[tuple[QAction, str, Role]] = []
        self._make_file_actions()
        self._make_edit_actions()
        self._make_item_actions()
        self._make_view_actions()
        self.manual = self._make(_("用户手册"), _Key.HelpContents)
        self.about = self._make(_("关于要点自评"))
        self._name_otherwise()
        self.recolour()

    def _make(self, words: str, keys: object = None, icon: str = "", role: Role = Role.SOFT) -> QAction:
        action = QAction(words, self)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))  # type: ignore[call-overload]
        if icon:
            self._looks.append((action, icon, role))
        return action

    def _name_otherwise(self) -> None:
        """Give actions the other words under which people look for them."""
        self.report.setProperty("also", _("打印 导出 保存 自评 PDF Excel Word 检查"))
        self.overview.setProperty("also", _("打印本页 统计 进展 图表"))
        self.settings.setProperty("also", _("字体 文字大小 深色 我是谁"))
        self.people.setProperty("also", _("老师 名单 科室"))
        self.folder.setProperty("also", _("位置 工作区"))
        self.safety.setProperty("also", _("备份 恢复 换电脑 移动 工作区 还原"))
        self.save_outside.setProperty("also", _("备份 优盘 打包 换电脑"))
        self.history.setProperty("also", _("日志 谁改的"))
        self.deleted.setProperty("also", _("回收站 找回 恢复"))

    def _make_file_actions(self) -> None:
        self.import_file = self._make(_("导入文件…"), _Key.Open, "import")
        self.sample = self._make(_("打开示例"))
        self.school = self._make(_("学校信息…"), icon="school")
        self.people = self._make(_("部门和人员…"))
        self.settings = self._make(_("设置…"), "Ctrl+,")
        self.folder = self._make(_("打开数据文件夹"), icon="folder")
        self.safety = self._make(_("数据安全…"))
        self.save_outside = self._make(_("存一份到 U 盘…"))
        self.leave = self._make(_("退出"), "Ctrl+Q")
        self.report = self._make(_("生成报告…"), "Ctrl+P", "report")

    def _make_edit_actions(self) -> None:
        self.undo = self._make(_("撤销"), _Key.Undo, "undo")
        self.redo = self._make(_("重做"), "Ctrl+Y", "redo")
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.paste = self._make(_("粘贴文件内容"))
        self.find = self._make(_("查找"), _Key.Find, "search")
        self.find_all = self._make(_("全文查找…"), "Ctrl+Shift+F")
        self.commands = self._make(_("命令面板…"), "Ctrl+K")
        self.history = self._make(_("操作记录…"), "Ctrl+H")
        self.deleted = self._make(_("已删除的条目…"))

    def _make_item_actions(self) -> None:
        self.tick = self._make(_("勾选或取消勾选\t空格"), icon="check")
        self.rename = self._make(_("修改标题\tF2"))
        self.attach = self._make(_("添加佐证材料…"), "Ctrl+Shift+A", "clip")
        self.progress = {
            p: self._make(p.label, icon=PROGRESS_ICONS[p], role=PROGRESS_ROLES[p]) for p in Progress
        }
        self.verdicts: dict[Verdict | None, QAction] = {
            v: self._make(v.label, icon=VERDICT_ICONS[v], role=VERDICT_ROLES[v])
            for v in Verdict
            if v is not Verdict.NOT_APPLICABLE  # it wants a reason, which the panel asks for
        }
        self.verdicts[None] = self._make(_("清除结论"))

    def _make_view_actions(self) -> None:
        self.places = {
            place: self._make(place.label, f"Ctrl+{number}") for number, place in enumerate(Place, start=1)
        }
        self.overview = self._make(_("概览"), "Ctrl+0", "overview")
        self.inbox = self._make(_("材料收件箱"), "Ctrl+8", "inbox")
        self.files = self._make(_("全部材料"), "Ctrl+9", "folder")
        self.open_all = self._make(_("展开全部举措"))
        self.close_points = self._make(_("只显示到要点"))

    def connect_groups(self) -> None:
        """Let the actions that share a meaning speak through one signal."""
        for action in (
            *self.progress.values(),
            *self.verdicts.values(),
            *self.places.values(),
        ):
            action.triggered.connect(self._tell_group)

    def _tell_group(self) -> None:
        action = self.sender()
        groups = (
            (self.progress, self.progress_requested),
            (self.verdicts, self.verdict_requested),
            (self.places, self.place_requested),
        )
        for group, signal in groups:
            for value, member in group.items():
                if member is action:
                    signal.emit(value)

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        for action, icon, role in self._looks:
            action.setIcon(self._icons.icon(icon, role))

    def show_steps(self, undo_name: str | None, redo_name: str | None, possible: bool) -> None:
        """Name what undo and redo would do, and whether they may now."""
        for action, words, name in ((self.undo, _("撤销"), undo_name), (self.redo, _("重做"), redo_name)):
            keys = keys_in_words(action)
            action.setEnabled(name is not None and possible)
            action.setText(f"{words} {name}" if name else words)
            action.setIconText(words)
            action.setToolTip(f"{words}（{keys}）" + (f"\n{name}" if name else ""))

    def enable(self, working: bool, editable: bool) -> None:
        """Offer what is possible: on the working page, in a workspace that may change."""
        for action in (self.import_file, self.sample, self.school, self.paste):
            action.setEnabled(editable)
        on_list = (
            self.find,
            self.find_all,
            self.inbox,
            self.files,
            self.deleted,
            self.open_all,
            self.close_points,
        )
        for action in (*on_list, self.overview, *self.places.values(), self.report):
            action.setEnabled(working)
        on_items = (self.tick, self.rename, self.attach, *self.progress.values(), *self.verdicts.values())
        for action in on_items:
            action.setEnabled(working and editable)

    def enable_paste(self, by_key: bool) -> None:
        """Let Ctrl+V read a document where it does not mean a line of text."""
        self.paste.setShortcuts([QKeySequence(_Key.Paste)] if by_key else [])

    def fill(self, menus: Mapping[str, QMenu]) -> None:
        """Put the actions into the menus of the frame."""
        file = [
            *(self.import_file, self.sample, None),
            *(self.school, self.people, self.settings, self.folder, None),
            *(self.safety, self.save_outside, None, self.leave),
        ]
        self._fill(menus["file"], file)
        self._fill(
            menus["edit"],
            [
                self.undo,
                self.redo,
                self.history,
                None,
                self.paste,
                self.deleted,
                None,
                self.find,
                self.find_all,
                self.commands,
            ],
        )
        self._fill(menus["item"], [self.tick, self.rename, self.attach, None])
        self._fill(menus["item"].addMenu(_("进度")), list(self.progress.values()))
        self._fill(menus["item"].addMenu(_("自评结论")), list(self.verdicts.values()))
        self._fill(
            menus["view"],
            [
                self.overview,
                None,
                *self.places.values(),
                None,
                self.inbox,
                self.files,
                None,
                self.open_all,
                self.close_points,
            ],
        )
        self._fill(menus["report"], [self.report])
        self._fill(menus["help"], [self.manual, self.about])

    @staticmethod
    def _fill(menu: QMenu, actions: Sequence[QAction | None]) -> None:
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
