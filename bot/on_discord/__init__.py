"""Discord: discord.py client and embed renderer."""
