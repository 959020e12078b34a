"""Footnote: a Discord bot that answers questions about one article, with the source of every answer."""
