"""The year on one page."""
