"""Events in, a picture out. No Discord; only a child process of its own loads the library that draws."""
