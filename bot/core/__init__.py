"""What is true and what to say: pure and synchronous. No I/O, no clock, no Discord."""
