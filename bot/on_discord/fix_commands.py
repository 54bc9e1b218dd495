"""`/moves-admin fix …` in Discord: one subcommand a correction, composing the words of `bot.orders`."""

from discord import app_commands

from bot.on_discord import ordering
from bot.on_discord.hearer import Choice, Hearer, Interaction
from bot.picks import Pick

_SIDES = [Choice(name="where they leave", value="from"), Choice(name="where they join", value="to")]
_STATUS = [Choice(name=word, value=word) for word in ("rumored", "reported", "confirmed", "denied", "clear")]
_MOVE = "The move: type a name and choose, or its id as “find” shows it"
_PERSON = "The other person"
_NOTE = "Why, for the log"
_UNDO_MOST = 999_999_999


class FixCommands(app_commands.Group, name="fix", description="Correct what Moves knows; all of it can be undone"):
    """Corrections; who may give them is asked where they are carried out."""

    def __init__(self, hearer: Hearer) -> None:
        super().__init__()
        self._hearer = hearer

    @app_commands.command(description="Not a move: hide it and strike it through")
    @app_commands.describe(move=_MOVE, note=_NOTE)
    async def wrong(self, interaction: Interaction, move: str, note: str = "") -> None:
        """`fix wrong MOVE`."""
        await self._hearer.administer(interaction, ordering.fix("wrong", move, note=note))

    @app_commands.command(description="Two moves are one; the first id stays")
    @app_commands.describe(
        move="The move that stays: type a name and choose, or its id",
        other="The move that becomes part of it",
        note=_NOTE,
    )
    async def merge(self, interaction: Interaction, move: str, other: str, note: str = "") -> None:
        """`fix merge MOVE MOVE`."""
        await self._hearer.administer(interaction, ordering.fix("merge", move, other, note=note))

    @app_commands.command(description="Some sources tell of another move")
    @app_commands.describe(
        move=_MOVE,
        sources="Their numbers, addresses or outlets, parted by commas; “find MOVE” numbers them",
        note=_NOTE,
    )
    async def split(self, interaction: Interaction, move: str, sources: str, note: str = "") -> None:
        """`fix split MOVE SOURCE…`."""
        await self._hearer.administer(interaction, ordering.fix("split", move, *ordering.sources(sources), note=note))

    @app_commands.command(description="Say the role")
    @app_commands.describe(
        move=_MOVE,
        value="The role; “unknown” empties it, “clear” takes your word back",
        side="Which side of it",
        note=_NOTE,
    )
    @app_commands.choices(side=_SIDES)
    async def role(self, interaction: Interaction, move: str, value: str, side: str = "", note: str = "") -> None:
        """`fix role MOVE [from|to] VALUE`."""
        await self._hearer.administer(interaction, ordering.fix("role", move, side=side, value=value, note=note))

    @app_commands.command(description="Say the day, month or year")
    @app_commands.describe(move=_MOVE, value="2026-03-03, 2026-03 or 2026; or unknown, clear", note=_NOTE)
    async def date(self, interaction: Interaction, move: str, value: str, note: str = "") -> None:
        """`fix date MOVE VALUE`."""
        await self._hearer.administer(interaction, ordering.fix("date", move, value=value, note=note))

    @app_commands.command(description="Say how sure it is")
    @app_commands.describe(move=_MOVE, value="“clear” takes your word back", note=_NOTE)
    @app_commands.choices(value=_STATUS)
    async def status(self, interaction: Interaction, move: str, value: str, note: str = "") -> None:
        """`fix status MOVE VALUE`."""
        await self._hearer.administer(interaction, ordering.fix("status", move, value=value, note=note))

    @app_commands.command(description="Say the team or lab")
    @app_commands.describe(move=_MOVE, value="The team; or unknown, clear", side="Which side of it", note=_NOTE)
    @app_commands.choices(side=_SIDES)
    async def unit(self, interaction: Interaction, move: str, value: str, side: str = "", note: str = "") -> None:
        """`fix unit MOVE [from|to] VALUE`."""
        await self._hearer.administer(interaction, ordering.fix("unit", move, side=side, value=value, note=note))

    @app_commands.command(description="Say the company of a side")
    @app_commands.describe(
        move=_MOVE, value="The company; “unknown”: there is no such side; or clear", side="Which side of it", note=_NOTE
    )
    @app_commands.choices(side=_SIDES)
    async def company(self, interaction: Interaction, move: str, value: str, side: str = "", note: str = "") -> None:
        """`fix company MOVE [from|to] VALUE`."""
        await self._hearer.administer(interaction, ordering.fix("company", move, side=side, value=value, note=note))

    @company.autocomplete("value")
    async def _companies(self, interaction: Interaction, typed: str) -> list[Choice]:
        return await self._hearer.pick(interaction, Pick.COMPANY, typed)

    @app_commands.command(description="Two persons are one; the first id stays")
    @app_commands.describe(
        person="The person who stays: type a name and choose, or the id as “find” shows it", other=_PERSON, note=_NOTE
    )
    async def same(self, interaction: Interaction, person: str, other: str, note: str = "") -> None:
        """`fix same PERSON PERSON`."""
        await self._hearer.administer(interaction, ordering.fix("same", person, other, note=note))

    @app_commands.command(description="Two persons are two, whatever their names")
    @app_commands.describe(
        person="The one: type a name and choose, or the id as “find” shows it", other=_PERSON, note=_NOTE
    )
    async def different(self, interaction: Interaction, person: str, other: str, note: str = "") -> None:
        """`fix different PERSON PERSON`."""
        await self._hearer.administer(interaction, ordering.fix("different", person, other, note=note))

    @app_commands.command(description="Take a correction back")
    @app_commands.describe(number="Which, as “log” shows it; empty: your newest")
    async def undo(
        self, interaction: Interaction, number: app_commands.Range[int, 1, _UNDO_MOST] | None = None
    ) -> None:
        """`fix undo [NUMBER]`."""
        await self._hearer.administer(interaction, ordering.fix("undo", str(number or "")))

    @app_commands.command(description="Who corrected what, newest first")
    async def log(self, interaction: Interaction) -> None:
        """`fix log`."""
        await self._hearer.administer(interaction, ordering.fix("log"))

    @wrong.autocomplete("move")
    @merge.autocomplete("move")
    @merge.autocomplete("other")
    @split.autocomplete("move")
    @role.autocomplete("move")
    @date.autocomplete("move")
    @status.autocomplete("move")
    @unit.autocomplete("move")
    @company.autocomplete("move")
    async def _moves(self, interaction: Interaction, typed: str) -> list[Choice]:
        return await self._hearer.pick(interaction, Pick.MOVE, typed)

    @same.autocomplete("person")
    @same.autocomplete("other")
    @different.autocomplete("person")
    @different.autocomplete("other")
    async def _persons(self, interaction: Interaction, typed: str) -> list[Choice]:
        return await self._hearer.pick(interaction, Pick.PERSON, typed)
