"""Safety of the file: copies, restoring, checks, where it lies."""
