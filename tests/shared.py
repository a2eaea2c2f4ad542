"""The five real documents beside the checkout, for tests that may read them."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
NAMES = ("baoshan-2020-party", "baoshan-2024", "chongming-2022", "qingpu-2020-summary", "wujin-2020-party")


def documents() -> Path:
    """Return the folder of the real documents; without them fail in CI, skip with a reason elsewhere."""
    folder = SHARED / "documents"
    if not folder.is_dir():
        reason = "the five real documents do not lie beside the checkout (../shared/documents)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
