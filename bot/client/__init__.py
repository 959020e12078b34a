"""Everything that imports discord: what it reads, what it shows, and its buttons."""
