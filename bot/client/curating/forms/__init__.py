"""Forms out and forms in."""
