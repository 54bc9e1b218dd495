"""Asking and telling, and joining the parts: commands, cards, platforms, configuration, command line."""
