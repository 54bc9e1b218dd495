"""Any move and every sort of card made of it, by the program's own views, and cards that no view makes."""

from collections.abc import Callable
from dataclasses import replace

from bot import (
    correction_cards,
    digest_cards,
    ops_cards,
    person_cards,
    queries,
    reloading_cards,
    subscription_cards,
    views,
)
from bot.cards import Action, Card, Fact, Line, Link, Picture, Place, Section, Span, Strong, Struck, Text, Time, Tone
from bot.subscription_cards import Where
from store.deliveries import Tally
from store.digests import Item
from store.matters import Told
from store.model.announce import Route
from store.model.corrections import Correction, Fix
from store.model.dates import PartialDate
from store.model.moves import ChangeKind, Evidence, Kind, Move, Standing, Status
from store.model.phrases import Voucher
from store.model.positions import Position
from store.subscriptions import Edit, Pause, Subscription
from store.succession import Succession
from tests.rendering.words import Anything

_DIFFERS = (
    "status",
    "destination",
    "role",
    "unit",
    "origin",
    "date",
    "wrong",
    "restored",
    "merged",
    "split",
    "company",
)
_TODAY = PartialDate(2026, 3, 3).first


def card(chance: Anything, mention: str = "") -> Card:
    """A card of any sort; `mention` is the route's, on the sorts that carry one."""
    made = chance.choices(_MAKERS, weights=_WEIGHTS)[0](chance)
    return replace(made, mention=mention) if mention else made


def move(chance: Anything) -> Move:
    """A move whose every word is any."""
    left = position(chance) if chance.random() < 0.7 else None
    joined = position(chance) if left is None or chance.random() < 0.5 else None
    if left is not None and joined is not None and chance.random() < 0.3:
        joined = replace(joined, company=left.company)
    return Move(
        id=f"m{chance.randint(1, 10**9):x}",
        person=chance.any(),
        also=tuple(chance.some(2)),
        left=left,
        joined=joined,
        status=chance.choice(tuple(Status)),
        date=_date(chance),
        alert=chance.random() < 0.8,
        first_seen=chance.moment(),
        evidence=tuple(_evidence(chance) for _ in range(chance.choice((0, 1, 1, 2, 3, 9)))),
        standing=Standing(
            outlets=chance.choice((0, 1, 2, 12_345)), by=_by(chance), company=chance.choice((None, chance.any()))
        ),
        wrong=chance.random() < 0.1,
        person_id=f"p{chance.randint(1, 10**9):x}",
    )


def position(chance: Anything) -> Position:
    """Somewhere, as anything."""
    unit, role = (chance.any() if chance.random() < 0.5 else None for _ in range(2))
    return Position(company=chance.any(), unit=unit, role=role)


def _by(chance: Anything) -> Voucher | None:
    return chance.choice([None, *list(Voucher)])


def _date(chance: Anything) -> PartialDate | None:
    year, month, day = chance.choice((1, 1999, 2026, 9999)), chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice((None, PartialDate(year), PartialDate(year, month), PartialDate(year, month, day)))


def _evidence(chance: Anything) -> Evidence:
    return Evidence(
        publisher=chance.any(),
        title=chance.any(),
        url=chance.url(),
        quote=chance.any(),
        published=chance.choice((None, chance.moment())),
        status=chance.choice(tuple(Status)),
    )


def _moves(chance: Anything, most: int) -> list[Move]:
    return [move(chance) for _ in range(chance.randint(1, chance.randint(1, most)))]


def _differs(chance: Anything) -> tuple[str, ...]:
    return tuple(chance.sample(_DIFFERS, chance.randint(0, 3)))


def _announcement(chance: Anything) -> Card:
    first, *others = _moves(chance, 4)
    if others and chance.random() < 0.5:  # a hand-over or people who go together: the same houses
        others = [replace(one, left=first.left, joined=first.joined, status=first.status) for one in others]
    successor, predecessor = (move(chance) if chance.random() < 0.15 else None for _ in range(2))
    beside = Succession(first.id, successor=successor, predecessor=predecessor)
    return views.announcement(first, others=others, succession=beside)


def _reply(chance: Anything) -> Card:
    if chance.random() < 0.3:
        return correction_cards.reply(_differs(chance), move(chance))
    return views.reply(chance.choice(tuple(ChangeKind)), _differs(chance), move(chance))


def _correction(chance: Anything) -> Card:
    return views.correction(_announcement(chance), chance.url(), chance.any())


def _again(chance: Anything) -> str:
    asked = queries.parse(chance.any(), _TODAY)
    return asked.again if asked.ask in {queries.Ask.NAME, queries.Ask.LATEST, queries.Ask.PERSON} else ""


def _timeline(chance: Anything) -> Card:
    moves = _moves(chance, views.PAGE)
    lead: Line = (Text(f"Also written {', '.join(chance.some(4))}."),) if chance.random() < 0.4 else ()
    return views.timeline(
        chance.any(),
        moves,
        total=chance.choice((len(moves), 25, 10_000)),
        page=chance.randint(1, 3),
        again=_again(chance),
        lead=lead,
        whole=chance.choice(("", chance.any())),
        shared_by=chance.choice(("", chance.any())),
    )


def _person(chance: Anything) -> Card:
    moves = _moves(chance, views.PAGE)
    return person_cards.person(
        moves,
        moves[:3],
        total=chance.choice((len(moves), 25)),
        page=1,
        again=_again(chance),
        today=_TODAY,
        names=chance.some(4),
        narrowed=chance.choice(("", "since 2026-01-01")),
        shared_by=chance.choice(("", chance.any())),
    )


def _digest(chance: Anything) -> Card:
    moves = _moves(chance, 12) * chance.choice((1, 1, 1, 5))
    when = chance.choice(("daily 09:00", "weekly Mon 09:00"))
    return digest_cards.digest([Item(one, again=chance.random() < 0.2) for one in moves], when)


def _route(chance: Anything) -> Route:
    return Route(
        to="slack:C1",
        companies=("*",) if chance.random() < 0.2 else (chance.any(), *chance.some(12)),
        kinds=tuple(chance.sample(tuple(Kind), chance.randint(1, 3))),
        way=chance.choice(("", "in", "out")),
        min_status=chance.choice(tuple(Status)[:3]),
        when=chance.choice(("now", "daily 09:00")),
        quiet=chance.choice(("", "22:00-07:00")),
        mention=chance.choice(("", "<!here>")),
    )


def _subscription(chance: Anything) -> Card:
    made = [
        Subscription(n, _route(chance), chance.any(), chance.moment()) for n in range(1, chance.choice((2, 6, 12)))
    ]  # fmt: skip
    pause = Pause(chance.moment(), chance.any(), chance.any())
    routes = [one.route for one in made[:5]]
    where = Where(chance.choice(("", "C0123")))
    edit = Edit(3, chance.any(), chance.moment(), _route(chance))
    return chance.choice((
        lambda: subscription_cards.subscribed(made[:2], "/moves-admin", chance.any(), where),
        lambda: subscription_cards.routes(
            routes, made, chance.choice((None, pause)), "/moves-admin", edits={1: edit}, where=where
        ),
        lambda: subscription_cards.unsubscribed(range(chance.choice((0, 2, 40))), chance.randint(0, 2), where),
        lambda: subscription_cards.changed(
            made[0], _route(chance), edit, forgotten=chance.randint(0, 2), undone=chance.random() < 0.5, where=where
        ),
        lambda: subscription_cards.status(
            moves=10**6, newest=chance.moment(), sources={chance.any(): 1}, tally=Tally(), here=3, paused=1
        ),
        lambda: subscription_cards.refused(chance.any() or "x"),
    ))()  # fmt: skip


def _edit(chance: Anything) -> Card:
    done = Correction(
        number=chance.randint(1, 999), made_at=chance.moment(), who=chance.any(), kind=Fix.ROLE, what=chance.any(),
        move="m1", before=chance.any(), after=chance.any(), note=chance.any(), undone_by=chance.any(),
        undone_at=chance.choice((None, chance.moment())),
    )  # fmt: skip
    return chance.choice((
        lambda: correction_cards.done(done),
        lambda: correction_cards.undone(done),
        lambda: correction_cards.log([done] * chance.randint(0, 12)),
        lambda: correction_cards.pointer(_moves(chance, 3)),
        lambda: correction_cards.ask_back(_moves(chance, 5)),
        lambda: correction_cards.found(chance.any(), _moves(chance, 4)),
        lambda: correction_cards.help_card("/moves-admin", {chance.any(): chance.any()}),
        lambda: correction_cards.refused(chance.any() or "x"),
    ))()  # fmt: skip


def _help(chance: Anything) -> Card:
    return chance.choice((
        lambda: views.help_card(chance.randint(0, 9), chance.randint(0, 10**6)),
        lambda: views.nothing(chance.any(), advice=chance.any(), near=chance.some(4)),
        lambda: views.choice(chance.any(), [(one, f"p{n}") for n, one in enumerate(chance.some(10))], narrowed="out"),
        lambda: views.trouble(chance.any(), chance.any(), "a1b2c3"),
    ))()  # fmt: skip


def _house(chance: Anything) -> Card:
    told = [Told(one, chance.moment(), over=chance.random() < 0.3) for one in (chance.any(), *chance.some(14))]
    return chance.choice((
        lambda: ops_cards.notice(told),
        lambda: reloading_cards.reloaded(chance.some(3), chance.some(2), chance.some(3)),
        lambda: reloading_cards.refused(chance.some(25)),
    ))()  # fmt: skip


def _span(chance: Anything) -> Span:
    return chance.choice((
        lambda: Text(chance.any()), lambda: Strong(chance.any()), lambda: Struck(chance.any()),
        lambda: Link(chance.any(), chance.url() or ""), lambda: Time(chance.moment(), date_only=chance.random() < 0.5),
        lambda: Place(chance.choice(("C0123", "123456", "general chat"))),
    ))()  # fmt: skip


def _line(chance: Anything) -> Line:
    """Spans as views set them: parted by blanks."""
    spans: list[Span] = []
    for _ in range(chance.randint(0, 4)):
        spans += [_span(chance), Text(" · ")]
    return tuple(spans[:-1])


def _lines(chance: Anything, most: int) -> tuple[Line, ...]:
    return tuple(_line(chance) for _ in range(chance.randint(0, most)))


def _actions(chance: Anything, kind: str, counts: tuple[int, ...]) -> tuple[Action, ...]:
    return tuple(
        Action(chance.any(), f"{kind}:{n}:{chance.any()}", enabled=chance.random() < 0.9)
        for n in range(chance.choice(counts))
    )


def _freely(chance: Anything) -> Card:
    """A card that no view makes: more of everything than fits."""
    return Card(
        title=chance.any(),
        tone=chance.choice(tuple(Tone)),
        struck=chance.random() < 0.2,
        lead=_line(chance),
        facts=tuple(Fact(chance.any(), _line(chance)) for _ in range(chance.choice((0, 2, 12, 30)))),
        quote=chance.any(),
        sections=tuple(
            Section(heading=chance.any(), lines=_lines(chance, 6), actions=_actions(chance, f"adm:{n}", (0, 0, 3)))
            for n in range(chance.choice((0, 1, 4)))
        ),
        sources=_lines(chance, 12),
        footer=_line(chance),
        picture=chance.choice((None, Picture(b"png", chance.any()))),
        actions=_actions(chance, "ask", (0, 3, 30)),
    )


_MAKERS: tuple[Callable[[Anything], Card], ...] = (
    _announcement, _reply, _correction, _timeline, _person, _digest, _subscription, _edit, _help, _house, _freely,
)  # fmt: skip
_WEIGHTS = (27, 12, 6, 10, 8, 8, 8, 8, 8, 3, 8)
