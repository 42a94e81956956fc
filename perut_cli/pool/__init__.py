"""Many offices together: deliveries, shelves of Parquet, and the engines that read them."""
