"""Measured figures, each beside the limit or peer it is compared with in the same run."""
