"""Pages: several tables about one village, session or day."""
