"""Explanations: where any number of a report comes from."""
