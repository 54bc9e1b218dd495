"""The terminal as a chat platform: cards as text."""
