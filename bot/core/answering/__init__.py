"""Decide, and say it."""
