"""Edits as values: diff, merge, revert. Knows neither Discord nor YAML."""
