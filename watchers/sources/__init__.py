"""Kinds of source, one file each: how a source is asked and how its answer becomes entries."""
