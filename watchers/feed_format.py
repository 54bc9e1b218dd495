"""Bytes to entries."""
