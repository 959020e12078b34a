"""Curating: admins keep the Q&A file right, from inside Discord."""
