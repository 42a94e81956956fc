"""The one file: the only part that reads and writes it."""
