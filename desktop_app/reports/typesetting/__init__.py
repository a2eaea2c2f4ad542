"""Chinese typesetting on a grid: usable by itself, knows nothing of reports."""
