"""Deliveries: enqueue, claim, settle."""
