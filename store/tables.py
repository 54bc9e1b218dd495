"""SQLModel rows and the only mapping between rows and the model."""
