"""Several workspaces that install the app themselves: the pages, the tokens in the real store, and who hears what."""

from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot import filling, run
from bot.cards import Action, Card, Tone
from bot.chat import Asker, ChatTrouble, Rejected, Sent, TryAgain, Unknowable
from bot.on_slack import rights
from bot.on_slack.client import Slack
from bot.settings import Settings
from store import subscriptions
from store.database import Database
from store.model.announce import Route
from tests.bot.slack_oauth_scene import OAUTH, SINCE, scene
from tests.bot.slack_scene import RecordingAnswers, card
from tests.stand_ins.slack import Failure, SlackStandIn
from tests.stand_ins.slack_oauth import CLIENT_ID, CLIENT_SECRET, Workspace


async def test_a_workspace_installs_the_app_and_hears_of_moves(tmp_path: Path) -> None:
    """From the page to the first post: each workspace by its own token, under its own name, with every scope."""
    async with scene(tmp_path) as made:
        asked, _ = await made.begin()
        assert asked["client_id"] == [CLIENT_ID]
        assert asked["redirect_uri"] == ["https://moves.example/slack/oauth_redirect"]
        assert set(asked["scope"][0].split(",")) == set(rights.ALL)
        assert asked["user_scope"] == [""] if "user_scope" in asked else True
        status, words = await made.install("T0ACME")
        assert status == 200
        assert "installed in <b>T0ACME</b>" in words
        await made.install("T0BETA")
        assert isinstance(await made.bot.post("T0ACME/C0ACME", card(), key="k1"), Sent)
        assert isinstance(await made.bot.post("T0BETA/C0BETA", card(), key="k2"), Sent)
        assert [len(made.slack.channel(name).messages) for name in ("C0ACME", "C0BETA")] == [1, 1]
        answer = await made.slack.slash("/moves", "alibaba", user="U7", channel="C0BETA", team="T0BETA")
        assert answer.ephemeral_to == "U7"
        assert made.answers.asked == [("alibaba", Asker("slack", "U7", "T0BETA/C0BETA", "ada", workspace="T0BETA"))]
        assert await made.bot.find("T0BETA/C0BETA", key="k2", since=SINCE) == Sent(
            made.slack.channel("C0BETA").messages[0].ts
        )
        assert await made.bot.link("T0BETA/C0BETA", made.slack.channel("C0BETA").messages[0].ts)


async def test_tokens_outlive_a_restart_and_stay_out_of_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was installed is read from the store by the next process; no token and no secret is ever printed."""
    async with scene(tmp_path) as made:
        await made.install("T0ACME")
        settings, database = made.bot._settings, made.database
        again = Slack(settings, RecordingAnswers(), database=database)
        assert isinstance(await again.post("T0ACME/C0ACME", card(), key="k1"), Sent)
        (token,) = made.slack.oauth.tokens
        shown = repr(settings) + repr(again)
    told = capsys.readouterr()
    for secret in (token, CLIENT_SECRET):
        assert secret not in told.out + told.err + shown


async def test_a_channel_without_a_workspace_is_that_of_the_token(tmp_path: Path) -> None:
    """With SLACK_BOT_TOKEN beside OAuth, `slack:C0123` means what it always meant, and is asked from by that name."""
    async with scene(tmp_path, bot_token="xoxb-1111-2222-standin") as made:
        made.slack.channel("C0123")
        await made.install("T0ACME")
        assert isinstance(await made.bot.post("C0123", card(), key="k1"), Sent)
        assert isinstance(await made.bot.post("T0ACME/C0ACME", card(), key="k2"), Sent)
        await made.slack.slash("/moves", user="U7", channel="C0123")
        await made.slack.slash("/moves", user="U8", channel="C0ACME", team="T0ACME")
    assert [asker.channel for _, asker in made.answers.asked] == ["C0123", "T0ACME/C0ACME"]


async def test_a_channel_without_a_workspace_is_that_of_the_only_one(tmp_path: Path) -> None:
    """One workspace needs no name; none and several are refused with what to do."""
    async with scene(tmp_path) as made:
        outcome = await made.bot.post("C0ACME", card(), key="k1")
        assert outcome == Rejected(
            "the app is installed in no workspace: open https://moves.example/slack/install", gone=True
        )
        await made.install("T0ACME")
        assert isinstance(await made.bot.post("C0ACME", card(), key="k1"), Sent)
        await made.install("T0BETA")
        outcome = await made.bot.post("C0ACME", card(), key="k2")
        assert isinstance(outcome, Rejected)
        assert "write slack:T0ACME/C0123456789" in outcome.why
        assert isinstance(await made.bot.find("C0ACME", key="k2", since=SINCE), Unknowable)
        assert await made.bot.link("C0ACME", "1.0") is None


async def test_whoever_is_not_listed_cannot_install(tmp_path: Path) -> None:
    """A stranger's workspace, and a whole organisation, are refused, and the token goes back."""
    async with scene(tmp_path) as made:
        status, words = await made.install("T0STRANGER")
        assert (status, "T0STRANGER" in words) == (403, True)
        status, words = await made.install("T0ACME", enterprise="E0ORG", whole_organisation=True)
        assert (status, "organisation" in words) == (403, True)
        assert made.slack.oauth.tokens == {}
        assert isinstance(await made.bot.post("T0STRANGER/C1", card(), key="k1"), Rejected)


async def test_everybody_may_install_where_the_configuration_says_so(tmp_path: Path) -> None:
    """A star lets every workspace in."""
    async with scene(tmp_path, workspaces=("*",)) as made:
        assert (await made.install("T0STRANGER"))[0] == 200


async def test_an_installation_is_finished_once_by_the_browser_that_began_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Another browser, a made-up state, a state used twice, a refusal and a bad code install nothing."""
    async with scene(tmp_path) as made:
        asked, cookie = await made.begin()
        state, code = asked["state"][0], made.slack.oauth.allow(Workspace("T0ACME"))
        path = f"/slack/oauth_redirect?code={code}&state={state}"
        assert (await made.get(path))[0] == 400  # no cookie: another browser
        forged = cookie.replace(state, "forged")
        assert (await made.get(f"/slack/oauth_redirect?code={code}&state=forged", cookie=forged))[0] == 401
        assert (await made.get(path, cookie=cookie))[0] == 200
        assert (await made.get(path, cookie=cookie))[0] == 401
        denied = "/slack/oauth_redirect?error=access_denied&state=<script>"
        status, words, _ = await made.get(denied, cookie=cookie)
        assert (status, words.startswith("Nothing was installed"), "script" in words) == (200, True, False)
        assert (await made.get("/slack/install?team=%0d%0aX-Evil:%201"))[2].get("X-Evil") is None
        asked, cookie = await made.begin()
        status, words, _ = await made.get(
            f"/slack/oauth_redirect?code=bad-code&state={asked['state'][0]}", cookie=cookie
        )
        assert (status, "https://moves.example/slack/install" in words) == (401, True)
    assert len(made.slack.oauth.tokens) == 1
    assert "oauth.v2.access" in caplog.text
    assert "bad-code" not in caplog.text


async def test_a_slack_that_does_not_answer_is_said(tmp_path: Path) -> None:
    """A connection that breaks on the way to the token ends in a sentence, not in a traceback."""
    async with scene(tmp_path) as made:
        made.slack.fail("oauth.v2.access", Failure(reset=True))
        with capture_logs() as logged:
            status, words = await made.install("T0ACME")
    assert (status, "Begin again" in words) == (503, True)
    assert [entry["event"] for entry in logged if entry["log_level"] == "error"] == ["slack_install_failed"]


async def test_a_workspace_that_removes_the_app_is_paused_and_forgotten_until_it_is_back(tmp_path: Path) -> None:
    """Its token is deleted, its channels are told nothing, others go on; a new installation brings all of it back."""
    routes = (Route(to="slack:T0ACME/C0ACME"), Route(to="slack:T0BETA/C0BETA"))

    def paused(database: Database) -> list[str]:
        with database.reading() as session:
            return list(subscriptions.paused(session))

    async with scene(tmp_path, routes=routes) as made:
        await made.install("T0ACME", enterprise="E0ORG")
        await made.install("T0BETA")
        await made.slack.screens.event({"type": "app_uninstalled"}, team="T0ACME")
        await made.bot._duties.finish()
        made.bot._duties.begin()
        assert paused(made.database) == ["slack:T0ACME/C0ACME"]
        outcome = await made.bot.post("T0ACME/C0ACME", card(), key="k1")
        assert isinstance(outcome, Rejected)
        assert outcome.gone
        assert "not installed in the workspace T0ACME" in outcome.why
        assert isinstance(await made.bot.post("T0BETA/C0BETA", card(), key="k2"), Sent)
        await made.install("T0ACME")
        assert paused(made.database) == []
        assert isinstance(await made.bot.post("T0ACME/C0ACME", card(), key="k1"), Sent)
        await made.slack.screens.event({"type": "app_uninstalled"}, team="T0ACME", ago=60)  # repeated by Slack
        await made.bot._duties.finish()
        assert paused(made.database) == []
        assert isinstance(await made.bot.post("T0ACME/C0ACME", card(), key="k3"), Sent)


async def test_a_workspace_without_the_app_is_told_so(tmp_path: Path) -> None:
    """A command from a workspace whose installation is gone is answered with what to do, and reaches nobody."""
    async with scene(tmp_path) as made:
        answer = await made.slack.slash("/moves", user="U7", team="T0GONE")
        assert "install it again" in answer.text + answer.words
    assert made.answers.asked == []


async def test_the_home_and_forms_are_those_of_the_workspace(tmp_path: Path) -> None:
    """The overview is drawn by the workspace's own token, and a channel picked in a form is one of that workspace."""
    async with scene(tmp_path) as made:
        await made.install("T0ACME")
        await made.slack.screens.open_home("U7", team="T0ACME")
        await made.slack.until(lambda: "U7" in made.slack.views.homes)
        (_, asker) = made.answers.asked[0]
        assert (asker.channel, asker.workspace) == ("", "T0ACME")
        assert asker.manages is not None
        made.slack.api.admins = {"U7"}
        assert await asker.manages()
        home = made.slack.views.homes["U7"]
        made.answers.card = Card(title="x", tone=Tone.ANSWER, actions=(Action("Set up…", "form:subscribe"),))
        await made.slack.screens.open_home("U7", team="T0ACME")
        await made.slack.until(lambda: home.shown)
        home.team = "T0ACME"
        await made.slack.screens.press(home, "Set up…")
        await made.slack.until(lambda: (view := made.slack.views.modal("U7")) and view.shown)
        view = made.slack.screens.modal("U7")
        view.team = "T0ACME"
        await made.slack.screens.submit(view, {"Which channel": "C0456"})
    ((_, values, asker),) = made.answers.filled
    assert (values["channel"], asker.channel, asker.workspace) == ("T0ACME/C0456", "", "T0ACME")
    assert filling.about("form:subscribe", values, asker).channel == "T0ACME/C0456"
    assert filling.about("form:subscribe", {"channel": "T0BETA/C0456"}, asker) == asker  # never another workspace's


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"mode": "socket"}, 'mode = "http"'),
        ({"client_secret": ""}, "SLACK_CLIENT_SECRET"),
        ({"signing_secret": ""}, "SLACK_SIGNING_SECRET"),
        ({"public_url": ""}, "public_url"),
        ({"workspaces": ()}, "workspaces"),
        ({"http_path": "/slack/install"}, "http_path"),
    ],
)
async def test_what_oauth_lacks_is_said_before_anything_is_asked(
    tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    """Settings that do not go together are named at the start."""
    with pytest.raises(ChatTrouble, match=told):
        async with scene(tmp_path, **changes):
            pass


async def test_check_looks_into_each_workspace(tmp_path: Path) -> None:
    """A channel of a workspace that did not install the app is named with what to do."""
    async with scene(tmp_path) as made:
        await made.install("T0ACME", scopes=("chat:write", "channels:read"))
        found = await made.bot.check(("T0ACME/C0ACME", "T0BETA/C0BETA"))
        assert await made.bot.advice() == ("workspaces install the app at https://moves.example/slack/install",
            *rights.advice(await made.bot._workspaces.identity("T0ACME")))  # fmt: skip
    assert [line.partition(":")[0] for line in found] == ["in T0ACME the app lacks the scope commands", "T0BETA/C0BETA"]
    assert "the app is not installed" in found[1]


async def test_the_store_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    """Installations that can be neither kept nor read end in a sentence."""
    async with SlackStandIn() as slack:
        settings = slack.settings(**(OAUTH | {"bot_token": ""}))
        database = Database(f"sqlite:///{tmp_path}/nowhere/moves.db")
        bot = Slack(settings, RecordingAnswers(), database=database)
        with pytest.raises(ChatTrouble, match="installations cannot be kept"):
            await bot.start()
        outcome = await bot.post("T0ACME/C0ACME", card(), key="k1")
        assert isinstance(outcome, TryAgain)  # the channel is not given up for it
        assert "cannot be read" in outcome.why
        assert await bot.link("T0ACME/C0ACME", "1.0") is None
        assert not await bot._manages("T0ACME", "U1")


async def test_moves_check_knows_who_installed_the_app(tmp_path: Path) -> None:
    """Without any token in the environment, what is missing is read from the store and told with the way out."""
    async with SlackStandIn() as slack:
        settings = Settings(
            store_url=f"sqlite:///{tmp_path}/moves.db",
            routes=(Route(to="slack:T0ACME/C0ACME"),),
            slack=slack.settings(**(OAUTH | {"bot_token": ""})),
        )
        checked = await run.check(settings)
    assert [problem.partition(": ")[2].partition(" in the")[0] for problem in checked.problems] == [
        "T0ACME/C0ACME: the app is not installed"
    ]
    assert checked.notes == ("slack: workspaces install the app at https://moves.example/slack/install",)
