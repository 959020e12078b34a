"""What keeps the bot in touch with Discord: requests, sessions, a start and an end that lose nothing."""
