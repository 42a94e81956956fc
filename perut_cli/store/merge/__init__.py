"""Merge laptops' databases: which batches each had seen, and what the batches held together come
to.
"""
