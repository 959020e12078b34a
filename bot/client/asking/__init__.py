"""For readers: messages, cards, commands."""
