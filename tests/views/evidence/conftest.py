import pytest


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine take as long as it will for what a file says of itself."""
    for module in ("arriving", "living"):
        monkeypatch.setattr(f"desktop_app.views.evidence.{module}.PATIENCE", 200.0)
