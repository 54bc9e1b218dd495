"""The command surface."""
