"""A sender for the crash tests: claims, "sends" by appending to a file, settles, and can kill itself at one point."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

from store import outbox
from store.database import Database
from store.deliveries import Delivery
from tests.store.newsroom import LEASE, moment


def run(url: str, posts: Path, day: float, reach: Callable[[str], None] = lambda _: None) -> None:
    """Make one round; `reach` is called at every point where a process can die."""
    database = Database(url)
    with database.writing() as session:
        outbox.release(session, now=moment(day))
        claimed = outbox.claim(session, now=moment(day), lease=LEASE, limit=5, platforms=["slack"])
        reach("before claim is committed")
    reach("before sending")
    for delivery in claimed:
        message = send(delivery, posts)
        reach("after sending")
        with database.writing() as session:
            outbox.sent(session, delivery, message=message, now=moment(day))
            reach("before sent is committed")
        reach("after sent is committed")
    database.close()


def send(delivery: Delivery, posts: Path) -> str:
    """Post, unless a doubtful one is found to stand there."""
    there = [json.loads(line) for line in posts.read_text(encoding="utf-8").splitlines()] if posts.exists() else []
    found = next((str(post["ts"]) for post in there if post["key"] == delivery.key), None)
    if delivery.doubtful and found is not None:
        return found
    with posts.open("a", encoding="utf-8") as channel:
        channel.write(json.dumps({"key": delivery.key, "ts": str(len(there)), "move": delivery.move_id}) + "\n")
    return str(len(there))


def _die_at(point: str) -> Callable[[str], None]:
    def reach(here: str) -> None:
        if here == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return reach


def main(url: str, posts: str, point: str) -> None:
    """Make the first round in a process that dies at that point."""
    run(url, Path(posts), 0, _die_at(point))
