"""Findings into moves, and who hears of it."""
