"""Answers of assessments: read, resolved to ids, written with the sums beside them."""
