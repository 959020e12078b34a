"""What is wrong with an installation, and what to do about it. It is looked at, and nothing is changed."""
