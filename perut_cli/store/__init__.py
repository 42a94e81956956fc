"""The database file: the only part that reads and writes it."""
