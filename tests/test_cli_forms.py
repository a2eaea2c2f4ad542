"""`yaodian report --form`: the other papers."""

import json
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from desktop_app.reports.papers import ONE_PAGE, PAPERS, PHOTOS
from tests.test_cli import Run, imported, run, workspace

__all__ = ["imported", "run", "workspace"]


@pytest.mark.parametrize("form", PAPERS[1:])
def test_each_form_is_printed_and_counted(form: str, imported: Run, tmp_path: Path) -> None:
    imported("set", "1", "存在问题=人手不足。")
    path = tmp_path / "表.pdf"
    (made,) = json.loads(imported("report", "--pdf", path, "--form", form, "--json"))
    assert made["items_in"] == made["items_out"]
    assert made["items_in"] >= 1 or form in (PHOTOS, ONE_PAGE)  # these show no items one by one
    metadata = PdfReader(path).metadata
    assert metadata is not None
    assert str(metadata.title).endswith(form)


def test_a_workbook_beside_a_form_holds_everything(imported: Run, tmp_path: Path) -> None:
    made = json.loads(
        imported(
            "report",
            "--pdf",
            tmp_path / "a.pdf",
            "--excel",
            tmp_path / "a.xlsx",
            "--form",
            "问题清单",
            "--json",
        )
    )
    assert made[0]["items_in"] == 0
    assert made[1]["items_out"] > 28


def test_a_form_that_is_not_there_and_one_without_a_pdf_are_wrong_usage(
    imported: Run, tmp_path: Path
) -> None:
    said = imported("report", "--pdf", tmp_path / "a.pdf", "--form", "工资表", status=2)
    assert "没有“工资表”这种表" in said
    said = imported("report", "--excel", tmp_path / "a.xlsx", "--form", "自评表", status=2)
    assert "--form 要和 --pdf 一起写" in said
    assert list(tmp_path.glob("a.*")) == []


def test_the_photo_pages_can_be_had_for_word(imported: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    (made,) = json.loads(imported("report", "--word", path, "--form", PHOTOS, "--json"))
    assert (made["items_out"], made["evidence_in"], made["evidence_out"]) == (0, 0, 0)
    assert docx.Document(str(path)).core_properties.title.endswith(PHOTOS)
