"""Reports of visits, follow-ups, priority and plans."""
