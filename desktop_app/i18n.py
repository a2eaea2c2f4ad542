"""The one way from the Chinese of the source to what is shown: gettext."""

import gettext
import os

from desktop_app.resources import TRANSLATIONS


def _load() -> gettext.NullTranslations:
    language = os.environ.get("YAODIAN_LANGUAGE", "zh_CN")
    return gettext.translation("yaodian", TRANSLATIONS, [language], fallback=True)


_translations = _load()


def _(text: str) -> str:
    """Return the text in the user's language; placeholders are filled afterwards, by str.format."""
    return _translations.gettext(text)
