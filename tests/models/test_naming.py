from datetime import date
from pathlib import Path

from desktop_app.models.naming import free_folder, moved, of_backup, restored

DAY = date(2026, 3, 2)


def test_a_folder_with_something_in_it_is_never_taken(tmp_path: Path) -> None:
    usual = tmp_path / "要点自评"
    assert free_folder(usual, restored(DAY)) == usual
    usual.mkdir()
    assert free_folder(usual, restored(DAY)) == usual
    (usual / "别的.txt").write_text("", "utf-8")
    names = []
    for what in (restored(DAY), restored(DAY), of_backup(DAY), moved(DAY)):
        free = free_folder(usual, what)
        free.mkdir()
        names.append(free.name)
    assert names == [
        "要点自评（2026-03-02 恢复）",
        "要点自评（2026-03-02 恢复 2）",
        "要点自评（2026-03-02 的备份）",
        "要点自评（2026-03-02 移来）",
    ]


def test_a_name_does_not_grow_with_each_round(tmp_path: Path) -> None:
    for name in (
        "实验小学（2026-03-02 的备份）",
        "实验小学（2026-03-02 恢复 2）",
        "实验小学-恢复1",
        "实验小学 (2026-03-02)",
    ):
        usual = tmp_path / name
        usual.mkdir()
        (usual / "yaodian.db").write_text("", "utf-8")
        assert free_folder(usual, moved(date(2026, 5, 4))).name == "实验小学（2026-05-04 移来）"
    own = tmp_path / "实验小学（东校区）"
    own.mkdir()
    (own / "yaodian.db").write_text("", "utf-8")
    assert free_folder(own, moved(DAY)).name == "实验小学（东校区）（2026-03-02 移来）"
