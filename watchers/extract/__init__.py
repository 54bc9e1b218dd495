"""Text to findings, without I/O: who left, joined or changed role, where, when, how sure, in which words."""
