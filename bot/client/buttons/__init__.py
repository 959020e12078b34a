"""All buttons. A button knows its id and what to call, never what is shown."""
