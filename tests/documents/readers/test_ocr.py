import io
from importlib.util import find_spec
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from desktop_app.documents.readers import ocr, pdf
from desktop_app.errors import YaodianError
from tests.documents.readers.published import write_pdf

PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
INSTALLED = find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@pytest.mark.skipif(INSTALLED, reason="the recognition of text is installed here")
def test_without_recognition_a_picture_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    with pytest.raises(YaodianError, match=r"yaodian\[ocr\]"):
        ocr.read(tmp_path / "a.png")


@pytest.mark.skipif(not INSTALLED, reason="needs pip install yaodian[ocr]")
def test_with_recognition_a_scan_is_read(tmp_path: Path) -> None:
    write_pdf("云溪区教育局工作要点\n一、抓好德育", tmp_path / "a.pdf")
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        document[0].render(scale=2).to_pil().convert("RGB").save(buffer, "PDF")
    (tmp_path / "scan.pdf").write_bytes(buffer.getvalue())
    source = pdf.read(tmp_path / "scan.pdf")
    assert source.text.split()[:2] == ["云溪区教育局工作要点", "一、抓好德育"]
    assert [warning.code for warning in source.warnings] == ["recognised"]


@pytest.mark.skipif(not INSTALLED, reason="needs pip install yaodian[ocr]")
def test_a_broken_picture_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    with pytest.raises(YaodianError, match="损坏"):
        ocr.read(tmp_path / "a.png")
