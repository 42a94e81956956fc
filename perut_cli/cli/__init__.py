"""The command line: the only part that reads environment, clock and terminal, and the only one
that speaks.
"""
