"""Writes several forms one after the other: each whole or not at all, one that fails stops no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.views.reports.forms import Form
from desktop_app.views.reports.proofs import Material
from desktop_app.views.reports.smooth import smooth
from desktop_app.views.work import Cancelled, OnProgress

if TYPE_CHECKING:
    from desktop_app.reports.content import Counts, Report

WHOLE = 100  # parts of each file's work


@dataclass(frozen=True)
class Order:
    """A file to be made."""

    form: Form
    path: Path


@dataclass(frozen=True)
class Made:
    """What came of an order: the file as it is called now, or why there is none.

    `found` was read back from the file, `expected` should have been.
    """

    order: Order
    path: Path | None = None
    found: "Counts | None" = None
    expected: "Counts | None" = None
    refusal: str = ""

    @property
    def renamed(self) -> bool:
        """Whether it could not have the name it should have."""
        return self.path is not None and self.path != self.order.path

    @property
    def short(self) -> bool:
        """Whether not all was found again in it."""
        return self.found != self.expected


@dataclass(frozen=True)
class Outcome:
    """What was made, in order, and whether the rest was cancelled."""

    made: tuple[Made, ...]
    cancelled: bool = False


def make(
    material: Material, orders: Sequence[Order], watermark: str, on_progress: OnProgress, cancelled: Cancelled
) -> Outcome:
    """Write the files. `on_progress` gets hundredths of a file, and how many there are of all files."""
    with smooth():
        report = material.report()
    made: list[Made] = []
    for number, order in enumerate(orders):

        def tell(done: int, whole: int, before: int = number) -> None:
            on_progress(before * WHOLE + done * WHOLE // whole, len(orders) * WHOLE)

        tell(0, WHOLE)
        try:
            made.append(_made(report, order, watermark, tell, cancelled))
        except CancelledError:
            return Outcome(tuple(made), cancelled=True)
        except YaodianError as error:
            made.append(Made(order, refusal=str(error)))
    return Outcome(tuple(made))


def _made(
    report: "Report", order: Order, watermark: str, on_progress: OnProgress, cancelled: Cancelled
) -> Made:
    from desktop_app.reports.writers import expected, write

    form = order.form
    with smooth():
        found = write(form.form, report, order.path, on_progress, cancelled, form.paper, watermark)
    return Made(order, found.path, found, expected(report, form.form, form.paper))
