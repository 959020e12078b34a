"""How the bot is, for whoever runs it: health and metrics over HTTP."""
