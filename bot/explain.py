"""What would happen to an article."""
