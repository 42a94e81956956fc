"""Laptops become one: who had seen what, and what the batches held together come to."""
