"""The only user of APScheduler."""
