"""The database, its tables, its migrations."""
