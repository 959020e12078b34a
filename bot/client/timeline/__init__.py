"""The timeline on Discord: lists, events and pictures of it."""
