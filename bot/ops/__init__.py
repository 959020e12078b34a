"""How a bot is, for whoever runs it: health and metrics over HTTP, and what is wrong with an installation."""
