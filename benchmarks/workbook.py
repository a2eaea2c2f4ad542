"""The workbook against openpyxl writing the same cells unstyled, at 48 points, and its growth to 5,000."""

import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

from benchmarks.measure import Figure, compare
from benchmarks.pdf import POINTS, repeated, report_of
from desktop_app.reports.content import Report
from desktop_app.reports.excel import write_excel

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
        taken = median(_taken(large, folder / "large.xlsx") for _ in range(3))
        told = f"{taken:.1f} s; 1 is in proportion"
        most = times * POINTS
        yield Figure(f"cost a point at {most} points against {POINTS}", taken / mine / times, 1.5, told)
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


def _taken(report: Report, path: Path) -> float:
    start = time.perf_counter()
    write_excel(report, path)
    return time.perf_counter() - start


def _held(report: Report, path: Path) -> int:
    """Return the most bytes that writing held at once."""
    tracemalloc.start()
    write_excel(report, path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
