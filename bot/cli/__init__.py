"""The command line: one file a command. Discord, the store and the demo are imported where needed."""
