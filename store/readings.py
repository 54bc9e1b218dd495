"""How names sound across scripts."""
