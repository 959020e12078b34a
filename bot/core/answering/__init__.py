"""Decide what answers a question, and build the card that says so."""
