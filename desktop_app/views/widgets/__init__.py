"""What several parts of the window are made of: fields, lists, colours, icons, words."""
