"""What a digest looks like: moves under the companies they leave or join, with counts. Pure, as `bot.views` is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot import flow_picture, flows, views, wording
from bot.cards import Card, Line, Section, Text, Tone
from store.digests import Item
from store.model.moves import Kind, Move

MOST = 40
"""Moves written out: a page on a phone, and Slack's limit of blocks far away. The rest is counted."""
_WAYS = ((Kind.DEPARTURE, "out"), (Kind.HIRE, "in"), (Kind.APPOINTMENT, "within"))


def illustrated(items: Sequence[Item], when: str, mention: str) -> Card:
    """The digest with a picture of who went where, where at least two companies' worth did."""
    found = flows.between(item.move for item in items)
    return replace(digest(items, when, mention=mention), picture=flow_picture.picture(found))


def digest(items: Sequence[Item], when: str, *, mention: str = "") -> Card:
    """One message about several moves, the company with most of them first; `when` is the route's rhythm."""
    houses: dict[str, list[Item]] = {}
    for item in items[:MOST]:
        houses.setdefault(wording.house(item.move), []).append(item)
    left = len(items) - MOST
    return Card(
        title=f"{when.split(maxsplit=1)[0].title()} digest: {_counted(items)}",
        tone=Tone.ANSWER,
        sections=tuple(_section(*house) for house in sorted(houses.items(), key=lambda house: -len(house[1]))),
        footer=(Text(f"{wording.count(left, 'more move')} not shown"),) if left > 0 else (),
        mention=mention,
    )


def _counted(items: Sequence[Item]) -> str:
    fresh = sum(not item.again for item in items)
    counts = [wording.count(fresh, "move")] if fresh else []
    counts += [wording.count(len(items) - fresh, "update")] if fresh < len(items) else []
    return " and ".join(counts)


def _section(company: str, items: Sequence[Item]) -> Section:
    ways = Counter(way for item in items for way in _ways(item.move))
    counts = ", ".join(f"{ways[word]} {word}" for _, word in _WAYS if ways[word])
    return Section(heading=f"{company} · {counts}", lines=tuple(map(_line, items)))


def _ways(move: Move) -> tuple[str, ...]:
    """How a move counts at the company it stands under."""
    leaves = move.kind is Kind.HIRE and move.left is not None
    return ("out",) if leaves else (dict(_WAYS)[move.kind],)


def _line(item: Item) -> Line:
    return (*((Text("Update: "),) if item.again else ()), *views.row(item.move))
