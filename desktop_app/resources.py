"""Where the files that come with the program lie."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
FONTS = RESOURCES / "fonts"
ICONS = RESOURCES / "icons"
SAMPLE = RESOURCES / "sample"
TRANSLATIONS = RESOURCES / "translations"
WORDS = RESOURCES / "words"
MANUAL = RESOURCES.parent / "docs" / "manual.md"
