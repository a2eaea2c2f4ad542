"""How many inputs each form gets of a number of them."""

# The parser most: every form ends in it. What costs most, least.
_SHARES = {
    **{
        "parser": 20,
        "docx": 9,
        "doc": 9,
        "rtf": 9,
        "pdf": 2,
        "ofd": 8,
        "html": 8,
        "mht": 5,
        "xlsx": 7,
        "text": 4,
    },
    **{
        "package": 3,
        "paste": 3,
        "evidence-docx": 1,
        "evidence-xlsx": 1,
        "evidence-pptx": 1,
        "evidence-doc": 1,
    },
    **{"evidence-pdf": 1, "evidence-text": 1, "photo": 3},
}


def shared(count: int) -> dict[str, int]:
    """Return by form how many of `count` inputs are its own; at least one."""
    total = sum(_SHARES.values())
    return {name: max(1, count * share // total) for name, share in _SHARES.items()}
