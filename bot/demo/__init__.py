"""The real client on a simulated Discord, served to a browser on this machine."""
