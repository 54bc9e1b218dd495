"""config.toml to settings."""
