"""Changing YAML text and nothing else of it. One door: `rewrite`."""
