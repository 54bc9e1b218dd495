"""Figures, printed with a ratio against a limit or a peer in the same run; docs/benchmarks.md keeps what they said."""
