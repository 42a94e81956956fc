"""Help pages, topics and what completion offers."""
