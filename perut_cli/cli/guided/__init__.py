"""Guided entry: questions one by one on a terminal."""
