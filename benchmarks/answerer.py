"""Moves as it runs, on a given store between given platforms, in a process of its own: `python -m benchmarks.answerer`.

Reads one line of JSON (`store`, `slack`, `discord`, `gateway`), says `ready`, and stops when its input ends. Looks at no
source.
"""

import asyncio
import dataclasses
import json
import sys

from bot import app, config, logs
from bot.settings import DiscordSettings, Settings, SlackSettings
from store.model.companies import Watchlist
from tests.stand_ins.discord_world import TOKEN
from tests.stand_ins.slack_api import APP_TOKEN, BOT_TOKEN


def settings(told: dict[str, str]) -> Settings:
    """The default watchlist without its news searches, and both platforms."""
    known = config.default_watchlist()
    companies = tuple(dataclasses.replace(company, news=()) for company in known.companies)
    return Settings(
        store_url=told["store"],
        watchlist=Watchlist(companies, known.people),
        slack=SlackSettings(bot_token=BOT_TOKEN, app_token=APP_TOKEN, api_base_url=told["slack"]),
        discord=DiscordSettings(token=TOKEN, api_base_url=told["discord"], gateway_url=told["gateway"]),
    )


async def answering(told: dict[str, str]) -> None:
    """Answer until the input ends."""
    wanted = settings(told)
    parts = app.open_store(wanted)
    running = app.App(parts, app.chats(wanted, parts.commands, parts.database))
    await running.start()
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await running.stop()


if __name__ == "__main__":
    logs.configure("warning")
    asyncio.run(answering(json.loads(sys.stdin.readline())))
