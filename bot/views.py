"""Model to cards."""
