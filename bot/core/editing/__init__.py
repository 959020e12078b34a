"""Edits as values: diff, merge, revert. It knows neither Discord nor YAML."""
