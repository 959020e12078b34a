"""Every saved state, and saving it so that nothing is lost."""
