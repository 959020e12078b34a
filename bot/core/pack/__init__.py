"""What a pack is, and what makes it valid."""
