"""One look at one source."""
