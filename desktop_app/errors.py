"""Trouble that a user can do something about."""


class YaodianError(Exception):
    """One sentence in plain words: what happened, what is safe, what to do.

    The window shows it, the command line prints it and exits with status 1. Anything else that is
    raised is a bug.
    """


class CancelledError(YaodianError):
    """The user stopped a long piece of work; nothing of it was kept."""
