"""Reports: from the database to tables and pages, by a day, a period and a choice of villages."""
