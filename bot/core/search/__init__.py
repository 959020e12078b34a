"""A question in, scored items out."""
