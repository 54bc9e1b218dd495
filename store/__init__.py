"""What is true and what is remembered: no network, no chat, no config file."""
