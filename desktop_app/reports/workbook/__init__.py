"""The workbook: its sheets one by one, how they look, and how a row stands in the file."""
