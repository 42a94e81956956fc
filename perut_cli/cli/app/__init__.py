"""The program: from a command line to its answer and exit code."""
