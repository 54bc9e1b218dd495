"""Pictures of what people see in Slack and Discord, drawn from what Moves really sends."""
