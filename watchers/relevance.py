"""Whether an entry is worth reading."""
