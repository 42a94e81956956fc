"""Read tables: a CSV file or workbook as Indonesia's offices make them, to rows of text."""
