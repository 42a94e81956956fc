"""Word files: checked when they are opened, filled in one pass, written the same bytes for the
same data.
"""
