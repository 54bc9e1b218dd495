"""The drain loop."""
