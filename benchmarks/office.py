"""The workbook against openpyxl writing its cells unstyled; the growth of it and of Word to 5,000 points."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

from benchmarks.measure import Figure, compare
from benchmarks.pdf import POINTS, repeated, report_of
from desktop_app.reports.content import Report
from desktop_app.reports.excel import write_excel
from desktop_app.reports.word import write_word

LARGE = 5_000
Cells = list[tuple[str, list[tuple[object, ...]]]]  # by sheet: its name and its rows


def figures() -> Iterator[Figure]:
    """Measure a 48-point workbook, and the cost and memory of a point with about a hundred times as many."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        report = report_of(folder / "small", POINTS)
        write_excel(report, folder / "first.xlsx")
        cells = cells_of(folder / "first.xlsx")
        mine, theirs = compare(
            lambda: write_excel(report, folder / "ours.xlsx"),
            lambda: write_plainly(cells, folder / "plain.xlsx"),
            9,
        )
        told = f"{mine * 1000:.0f} ms and read back, plain {theirs * 1000:.0f} ms"
        yield Figure(f"a workbook of {POINTS} points against its cells unstyled", mine / theirs, 2, told)
        times = round(LARGE / POINTS)
        large = repeated(report, times)
        taken = median(_taken(write_excel, large, folder / "large.xlsx") for _ in range(3))
        told = f"{taken:.1f} s; 1 is in proportion"
        most = times * POINTS
        yield Figure(f"cost a point at {most} points against {POINTS}", taken / mine / times, 1.5, told)
        small_word = median(_taken(write_word, report, folder / "a.docx") for _ in range(3))
        taken = _taken(write_word, large, folder / "large.docx")
        told = f"{taken:.1f} s, of {POINTS} points {small_word:.2f} s; 1 is in proportion"
        yield Figure(f"cost a point in Word at {most} points", taken / small_word / times, 1.5, told)
        held, all_held = (_held(one, folder / "a.xlsx") for one in (report, large))
        told = f"{all_held / 1e6:.0f} MB; 1 is in proportion"
        yield Figure(f"memory a point at {most} points against {POINTS}", all_held / held / times, 1.5, told)


def cells_of(path: Path) -> Cells:
    """Return every cell of a workbook, formulas as such."""
    return [
        (sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in load_workbook(path).worksheets
    ]


def write_plainly(cells: Cells, path: Path) -> None:
    """Write the cells with openpyxl, without a style."""
    workbook = Workbook()
    for name, rows in cells:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)


def _taken(write: Callable[[Report, Path], object], report: Report, path: Path) -> float:
    start = time.perf_counter()
    write(report, path)
    return time.perf_counter() - start


def _held(report: Report, path: Path) -> int:
    """Return the most bytes that writing held at once."""
    tracemalloc.start()
    write_excel(report, path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
