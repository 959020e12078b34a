"""An answer on the command line: as a card, as JSON, with the reasons for it."""
