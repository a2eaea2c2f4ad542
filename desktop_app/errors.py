"""Trouble that a user can do something about."""

import re

BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # turn the order of what follows around


class YaodianError(Exception):
    """One sentence in plain words: what happened, what is safe, what to do.

    The window shows it, the command line prints it and exits with status 1. Anything else that is
    raised is a bug. Names of files from anywhere stand in it: none turns the order of its letters around.
    """

    def __str__(self) -> str:
        """Return the sentence."""
        return BIDI.sub("", super().__str__())


class DiskRefusedError(YaodianError):
    """The disk takes nothing for now; the same may be tried again once it does."""


class CancelledError(YaodianError):
    """The user stopped a long piece of work; nothing of it was kept."""
