"""The right side: everything about one item."""
