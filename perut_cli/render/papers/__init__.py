"""Word files: read with suspicion, filled in one pass, written the same bytes for the same data."""
