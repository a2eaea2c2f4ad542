"""Files in the window: how they come, what is in them, what they serve, what is missing."""
