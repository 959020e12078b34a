"""Backups: the pack and the database as one file, and back."""
