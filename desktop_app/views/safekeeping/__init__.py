"""What keeps the data safe, as far as one sees it: backups, rescue, other windows, trouble in plain words."""
