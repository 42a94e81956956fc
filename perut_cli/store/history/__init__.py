"""The history of batches: what each changed, undo and redo, erasure."""
