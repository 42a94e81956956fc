"""The commands with verbs or rules of their own."""
