"""Where things live: the pack's files and the question log. No Discord."""
