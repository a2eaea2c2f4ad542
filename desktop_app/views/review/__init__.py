"""The review of an import: the original, the outline read from it, and what had to be decided."""
