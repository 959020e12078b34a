"""The forms of curating: building them, and reading what was sent."""
