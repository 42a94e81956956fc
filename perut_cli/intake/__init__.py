"""Tables in: a CSV file or workbook as it comes from Indonesia's offices to rows of text."""
