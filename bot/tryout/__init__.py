"""The try-out: Moves without a config, tokens or internet; two sample outlets on loopback, the terminal as channel."""
