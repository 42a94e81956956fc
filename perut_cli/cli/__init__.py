"""The command line: the only part that reads the world and speaks to it."""
