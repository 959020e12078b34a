"""All buttons and selects. Each knows its custom id and what to call, never what is shown."""
