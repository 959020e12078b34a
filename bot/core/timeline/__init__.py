"""What happened when, and questions about it."""
