"""Rows into the database: read, matched, proved, compared, written."""
