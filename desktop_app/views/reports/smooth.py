"""Long work beside a window that stays smooth."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def smooth() -> Iterator[None]:
    """Put off Python's search for cycles: among all the cells of a large report it stops every thread.

    What work makes and lets go is freed all the same, but for what refers to itself. To be used by one thread
    at a time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
