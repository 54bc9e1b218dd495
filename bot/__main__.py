"""`python -m bot` is `moves`."""

from bot.cli import main

main()
