"""Everything that imports discord: what is heard, what is shown, what is pressed."""
