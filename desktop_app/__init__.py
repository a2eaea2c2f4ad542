"""Yaodian 要点自评: from the bureau's work points to a school's printed self-evaluation."""

__version__ = "0.1.0"
