"""The dialogs about the school, its people, what was done, and one's own settings."""
