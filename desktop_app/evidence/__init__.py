"""The vault that keeps evidence files."""
