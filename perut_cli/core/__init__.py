"""Core: pure rules and words; no file, no clock, no environment."""
