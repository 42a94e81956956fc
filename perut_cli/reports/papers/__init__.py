"""The words of each kind of paper, collected from what is recorded."""
