"""The report: what is to be made on the left, its real pages in the middle, what to look at on the right."""
