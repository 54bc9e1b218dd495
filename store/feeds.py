"""What a source has shown us."""
