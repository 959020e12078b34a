"""Reading and watching the pack's files."""
