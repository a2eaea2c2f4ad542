"""The lists of what schools call things are in order."""

from desktop_app.evidence.school_words import listed, offices, plain, themes


def test_the_dictionary_is_in_order() -> None:
    words = [word for theme in themes() for word in theme.words]
    words += [word for name in ("elsewhere", "everywhere", "settings", "school") for word in listed(name)]
    words += [name for office in offices() for name in office.names]
    assert all(len(word) > 1 and word == plain(word) and ":" not in word for word in words)
    assert len({theme.name for theme in themes()}) == len(themes())
    assert all(theme.words for theme in themes())
    assert all(place not in theme.under for place, theme in enumerate(themes()))
    assert all(office.duties for office in offices())
