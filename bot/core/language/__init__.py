"""How people write: words, numbers, dates, places."""
