"""Finds the measurable targets (量化指标) in a node's words: what somebody could later check.

Rules only, in the order of documents/TARGETS.md, whose rule numbers the comments give. `words` makes the text
even and hides names; `quantities` reads numbers with units; `phrases` reads comparators and periods; `rules`
decides what is a promise; `deadlines` reads dates; `runs` chooses the words to show; `find` joins them.
"""

from desktop_app.documents.targets.find import find_targets

__all__ = ["find_targets"]
