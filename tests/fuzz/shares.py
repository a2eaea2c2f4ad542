"""How many inputs each form gets of a number of them."""

# In a thousand. Quick readers get most; every other one at least 20, which are 20,000 of a million.
_SHARES = {
    **{"parser": 350, "paste": 120, "text": 100},
    **{"docx": 30, "html": 30, "xlsx": 30, "mht": 25, "rtf": 25, "doc": 20, "pdf": 20, "ofd": 20},
    **{"evidence-text": 60, "photo": 50, "package": 20},
    **{f"evidence-{kind}": 20 for kind in ("docx", "xlsx", "pptx", "doc", "pdf")},
}


def shared(count: int) -> dict[str, int]:
    """Return by form how many of `count` inputs are its own; at least one."""
    total = sum(_SHARES.values())
    return {name: max(1, count * share // total) for name, share in _SHARES.items()}
