"""`/moves-admin` in Discord: one subcommand an order, each composing the words that every platform's admins give."""

import discord
from discord import app_commands

from bot.on_discord import completing, ordering
from bot.on_discord.fix_commands import FixCommands
from bot.on_discord.hearer import Choice, Hearer, Interaction
from bot.picks import Pick

_WHAT = [Choice(name="who joins", value="in"), Choice(name="who leaves", value="out")]
_STATUS = [Choice(name=f"from {word} on", value=word) for word in ("rumored", "reported", "confirmed")]

_CLEAR = [Choice(name=f"the {name}", value=value) for name, value in (("mention", "mention"), ("quiet hours", "quiet"))]


class AdminCommands(
    app_commands.Group,
    name="moves-admin",
    description="Set up this channel, correct what Moves knows",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
):
    """What a channel hears of, how Moves is, and the group `fix`. A server's settings may offer it to others too."""

    def __init__(self, hearer: Hearer) -> None:
        super().__init__()
        self._hearer = hearer
        self.add_command(FixCommands(hearer))

    @app_commands.command(description="Let this channel hear of moves")
    @app_commands.describe(
        companies="Companies, parted by commas; empty: all that are watched",
        what="Only who joins, or only who leaves",
        status="How sure it has to be",
        when="now, daily 09:00, weekly Mon 09:00, or two of them with a comma",
        quiet="Hours without messages, such as 22:00-07:00",
        zone="Time zone of these hours, such as Asia/Shanghai",
        mention="A role that is to be rung",
    )
    @app_commands.choices(what=_WHAT, status=_STATUS)
    async def subscribe(
        self,
        interaction: Interaction,
        *,
        companies: str = "",
        what: str = "",
        status: str = "",
        when: str = "",
        quiet: str = "",
        zone: str = "",
        mention: discord.Role | None = None,
    ) -> None:
        """`subscribe COMPANY, COMPANY… …`."""
        order = ordering.subscribe(
            companies=companies, what=what, status=status, when=when, quiet=quiet, zone=zone, mention=_ring(mention)
        )
        await self._hearer.administer(interaction, order)

    @app_commands.command(description="Change a route that was made here; what is left out stays")
    @app_commands.describe(
        number="Which route",
        companies="Companies, parted by commas; all: all that are watched",
        what="Only who joins, only who leaves, or both",
        status="How sure it has to be",
        when="now, daily 09:00 or weekly Mon 09:00",
        quiet="Hours without messages, such as 22:00-07:00; none",
        zone="Time zone of these hours, such as Asia/Shanghai",
        mention="A role that is to be rung",
        clear="What is taken away",
    )
    @app_commands.choices(what=[*_WHAT, Choice(name="both", value="both")], status=_STATUS, clear=_CLEAR)
    async def change(
        self,
        interaction: Interaction,
        number: str,
        *,
        companies: str = "",
        what: str = "",
        status: str = "",
        when: str = "",
        quiet: str = "",
        zone: str = "",
        mention: discord.Role | None = None,
        clear: str = "",
    ) -> None:
        """`change NUMBER …`."""
        order = ordering.change(
            number, companies=companies, what=what, status=status, when=when, quiet=quiet, zone=zone,
            mention=_ring(mention), clear=clear,
        )  # fmt: skip
        await self._hearer.administer(interaction, order)

    @subscribe.autocomplete("companies")
    @change.autocomplete("companies")
    async def _companies(self, interaction: Interaction, typed: str) -> list[Choice]:
        done, current = completing.last(typed)
        found = await self._hearer.pick(interaction, Pick.COMPANY, current)
        return completing.behind(done, [choice.value for choice in found])

    @subscribe.autocomplete("when")
    @change.autocomplete("when")
    async def _when(self, _interaction: Interaction, typed: str) -> list[Choice]:
        return completing.moments(typed)

    @subscribe.autocomplete("zone")
    @change.autocomplete("zone")
    async def _zone(self, _interaction: Interaction, typed: str) -> list[Choice]:
        return completing.zones(typed)

    @app_commands.command(description="Take routes back that were made here")
    @app_commands.describe(which="Numbers as “routes” shows them, or all")
    async def unsubscribe(self, interaction: Interaction, which: str) -> None:
        """`unsubscribe NUMBER… | all`."""
        await self._hearer.administer(interaction, ordering.plain("unsubscribe", which))

    @change.autocomplete("number")
    @unsubscribe.autocomplete("which")
    async def _routes(self, interaction: Interaction, typed: str) -> list[Choice]:
        return await self._hearer.pick(interaction, Pick.ROUTE, typed)

    @app_commands.command(description="What this channel hears of, and who asked for it")
    async def routes(self, interaction: Interaction) -> None:
        """`routes`."""
        await self._hearer.administer(interaction, "routes")

    @app_commands.command(description="Tell this channel nothing until somebody resumes it")
    @app_commands.describe(why="Shown to whoever asks for the routes")
    async def pause(self, interaction: Interaction, why: str = "") -> None:
        """`pause [WHY]`."""
        await self._hearer.administer(interaction, ordering.plain("pause", why))

    @app_commands.command(description="Tell this channel again")
    async def resume(self, interaction: Interaction) -> None:
        """`resume`."""
        await self._hearer.administer(interaction, "resume")

    @app_commands.command(description="What Moves knows, how its sources are, what waits")
    async def status(self, interaction: Interaction) -> None:
        """`status`."""
        await self._hearer.administer(interaction, "status")

    @app_commands.command(description="What Moves lacks in this channel: rights, being there")
    async def check(self, interaction: Interaction) -> None:
        """`check`."""
        await self._hearer.administer(interaction, "check")

    @app_commands.command(description="Read the configuration file again")
    async def reload(self, interaction: Interaction) -> None:
        """`reload`."""
        await self._hearer.administer(interaction, "reload")

    @app_commands.command(description="Tell this channel nothing more of a person")
    @app_commands.describe(name="Who")
    async def mute(self, interaction: Interaction, name: str) -> None:
        """`mute NAME`."""
        await self._hearer.administer(interaction, ordering.plain("mute", name))

    @app_commands.command(description="Tell this channel of that person again")
    @app_commands.describe(name="Who was muted")
    async def unmute(self, interaction: Interaction, name: str) -> None:
        """`unmute NAME`."""
        await self._hearer.administer(interaction, ordering.plain("unmute", name))

    @app_commands.command(description="Moves with the ids that corrections need")
    @app_commands.describe(query="A company, team, person or the id of a move")
    async def find(self, interaction: Interaction, query: str) -> None:
        """`find QUERY`."""
        await self._hearer.administer(interaction, ordering.plain("find", query))

    @app_commands.command(name="help", description="Everything an admin can order")
    async def explain(self, interaction: Interaction) -> None:
        """`help`."""
        await self._hearer.administer(interaction, "help")

    @mute.autocomplete("name")
    @unmute.autocomplete("name")
    async def _persons(self, interaction: Interaction, typed: str) -> list[Choice]:
        return [
            Choice(name=found.name, value=f"#{found.value}")
            for found in await self._hearer.pick(interaction, Pick.PERSON, typed)
        ]

    @find.autocomplete("query")
    async def _names(self, interaction: Interaction, typed: str) -> list[Choice]:
        return await self._hearer.complete(interaction, typed)


def _ring(role: discord.Role | None) -> str:
    """The mention of a role; everyone's role is mentioned by its word."""
    if role is None:
        return ""
    return "@everyone" if role.is_default() else role.mention
