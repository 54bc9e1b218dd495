"""From the world to findings: looks at sources, reads articles; knows no chat."""
