"""Words after the command to a query."""
