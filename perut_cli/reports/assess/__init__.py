"""What assessing shows and asks: items, proposals, the page, the checklist."""
