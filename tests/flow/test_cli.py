"""The command line as a person or a script uses it: real processes, their output and exit codes."""

import json
from pathlib import Path

import pytest

from tests.flow.shell import cold, moves

ENTRY = {
    "id": "1",
    "title": "OpenAI research chief Vera Holm steps down",
    "summary": "Vera Holm, chief research officer of OpenAI, has left the company, it said on Monday.",
    "published": "2026-03-04",
    "unknown": True,
}


def test_the_tryout_shows_everything_and_ends(tmp_path: Path) -> None:
    """Without config and terminal: seeds, alerts of every sort, the answer, exit 0, nothing left behind."""
    done = cold("run", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "7 moves are now known" in done.stdout
    assert done.stdout.count("alert #") == 2  # the exit and the rumor; everything else follows them
    assert "Tomas Okafor may leave Harbor Labs" in done.stdout
    assert "#1 now reads" in done.stdout
    assert "Maya Lindqvist joins Harbor Labs from Northwind AI" in done.stdout
    assert "Bergen" not in done.stdout  # the ordinary story
    assert "This has been denied by Harbor Labs." in done.stdout
    assert "/moves alibaba" in done.stdout
    assert "Lin Junyang" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_extract_answers_line_by_line(tmp_path: Path) -> None:
    """JSON Lines in, JSON Lines out, in order, without a store."""
    quiet = {"id": "2", "title": "Chip prices ease", "published": None}
    done = cold("extract", "--json", cwd=tmp_path, given=f"{json.dumps(ENTRY)}\n\n{json.dumps(quiet)}\n")
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], second) == ("1", {"id": "2", "moves": []})
    (move,) = first["moves"]
    assert (move["person"], move["kind"], move["from"]["company"], move["to"]) == (
        "Vera Holm",
        "departure",
        "OpenAI",
        None,
    )
    assert move["evidence"] in f"{ENTRY['title']}\n{ENTRY['summary']}"
    assert list(tmp_path.iterdir()) == []


def test_extract_keeps_the_watchlists_only_when_told(tmp_path: Path) -> None:
    """By default every company counts; `--watched-only` keeps the watchlist's."""
    elsewhere = {**ENTRY, "title": "Acme Corp chief executive Vera Holm steps down", "summary": None}
    line = json.dumps(elsewhere)
    assert json.loads(moves("extract", cwd=tmp_path, given=line).stdout)["moves"]
    assert json.loads(moves("extract", "--watched-only", cwd=tmp_path, given=line).stdout)["moves"] == []


def test_replay_says_what_each_entry_did(tmp_path: Path) -> None:
    """Two tellings name one move; an ordinary story says why it was ignored."""
    again = {
        **ENTRY,
        "id": "2",
        "title": "Vera Holm has left OpenAI, the company confirms",
        "url": "https://b.example/2",
    }
    quiet = {"id": "3", "title": "Chip prices ease for the third month"}
    done = moves("replay", "--json", cwd=tmp_path, given="\n".join(map(json.dumps, (ENTRY, again, quiet))))
    assert done.returncode == 0, done.stderr
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert [change["change"] for change in first["changes"]] == ["new"]
    assert first["changes"][0]["announced"]
    assert {change["move"] for change in second["changes"]} == {first["changes"][0]["move"]}
    assert (third["changes"], bool(third["ignored"])) == ([], True)


@pytest.mark.parametrize("command", ["extract", "replay"])
def test_a_bad_line_is_one_clear_line(tmp_path: Path, command: str) -> None:
    """What came before is answered; the message names the line; no traceback."""
    done = moves(command, cwd=tmp_path, given=f"{json.dumps(ENTRY)}\nnot json\n")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.startswith("moves: line 2: not JSON")
    assert "Traceback" not in done.stderr


def test_seed_then_show(tmp_path: Path) -> None:
    """A document's moves are known at once, and only once; `show --json` keeps its shape."""
    document = tmp_path / "news.txt"
    document.write_text(
        "2026-03-04\n\nOpenAI research chief Vera Holm steps down\n\nVera Holm has left OpenAI.\n", encoding="utf-8"
    )
    first = moves("seed", "news.txt", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "1 move found; 1 new" in first.stdout
    assert "1 move found; 0 new" in moves("seed", "news.txt", cwd=tmp_path).stdout
    (shown,) = json.loads(moves("show", "vera", "holm", "--json", cwd=tmp_path).stdout)
    assert shown["person"] == "Vera Holm"
    assert shown["sources"][0]["publisher"] == "news.txt"
    assert "Vera Holm" in moves("show", "openai", cwd=tmp_path).stdout


def test_show_narrows_to_a_team(tmp_path: Path) -> None:
    """A team by any of its names, and the group as a whole; a team without moves leads to the group."""
    document = tmp_path / "news.txt"
    document.write_text(
        "2026-03-04\n\nVera Holm leaves Alibaba's Qwen team\n\nVera Holm, a scientist at Qwen, has left Alibaba.\n",
        encoding="utf-8",
    )
    (tmp_path / "other.txt").write_text(
        "2026-03-05\n\nOrla Finn leaves Alibaba\n\nOrla Finn has left Alibaba.\n", "utf-8"
    )
    assert moves("seed", "news.txt", "other.txt", cwd=tmp_path).returncode == 0
    ours = {"Vera Holm", "Orla Finn"}
    for asked, people in (("qwen", {"Vera Holm"}), ("通义千问", {"Vera Holm"}), ("alibaba", ours)):
        shown = json.loads(moves("show", asked, "--json", cwd=tmp_path).stdout)
        assert {move["person"] for move in shown} & ours == people, asked
    assert json.loads(moves("show", "quark", "--json", cwd=tmp_path).stdout) == []
    told = moves("show", "quark", cwd=tmp_path).stdout
    assert "Quark belongs to Alibaba" in told
    assert "  Alibaba" in told.splitlines()


def test_review_shows_who_may_be_one(tmp_path: Path) -> None:
    """Nobody at first; then two namesakes with ids, companies and the reason, as a table and as JSON."""
    (tmp_path / "a.txt").write_text(
        "2026-03-04\n\nWang Wei leaves Baidu\n\nWang Wei has left Baidu.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        "2026-07-20\n\nWang Wei joins Nvidia\n\nWang Wei joined Nvidia.\n", encoding="utf-8"
    )
    assert "Nobody is in doubt" in moves("review", cwd=tmp_path).stdout
    assert moves("seed", "a.txt", "b.txt", cwd=tmp_path).returncode == 0
    (pair,) = json.loads(moves("review", "--json", cwd=tmp_path).stdout)
    assert [person["companies"] for person in pair["persons"]] == [["Baidu"], ["NVIDIA"]]
    shown = moves("review", cwd=tmp_path).stdout
    assert all(word in shown for word in ("Wang Wei", "Baidu", "NVIDIA", "company in common"))
    assert all(person["id"] in shown for person in pair["persons"])


def test_a_misspelt_name_gets_the_nearest(tmp_path: Path) -> None:
    """A terminal has no buttons, so the names to ask for are written out."""
    done = moves("show", "alibabba", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "  Alibaba" in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("seed", "missing.txt"), 1, "moves: missing.txt: no such file or directory"),
        (("--log", "loud", "show"), 2, "'loud' is not one of"),
        (("--config", "missing.toml", "check"), 1, "missing.toml:"),
        (("check",), 2, "config.example.toml"),
        (("nonsense",), 2, "nonsense"),
        (("extract", "missing.jsonl"), 1, "missing.jsonl"),
        (("backup", "news.txt/x.db"), 1, "news.txt"),
    ],
)
def test_trouble_is_said_in_one_line(tmp_path: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    """Exit code 1 for what failed, 2 for wrong use; words on standard error; never a traceback."""
    (tmp_path / "news.txt").write_text("x", encoding="utf-8")
    done = moves(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_config_with_problems_lists_them_all(tmp_path: Path) -> None:
    """Each problem stands on a line of its own with file and line."""
    (tmp_path / "config.toml").write_text('[store]\nurll = "x"\n\n[watch]\nevery = "soon"\n', encoding="utf-8")
    done = moves("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "config.toml:2" in done.stderr
    assert "config.toml:5" in done.stderr
    assert "url" in done.stderr


def test_a_damaged_store_is_named(tmp_path: Path) -> None:
    """A file that is no database is left alone and named."""
    (tmp_path / "moves.db").write_text("this is no database " * 100, encoding="utf-8")
    done = moves("show", cwd=tmp_path)
    assert done.returncode == 1
    assert "moves.db" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "moves.db").read_text(encoding="utf-8").startswith("this is no database")


def test_corrections_are_made_logged_and_undone(tmp_path: Path) -> None:
    """Ids come from `show --json`; who is the machine's user unless told; a refusal is one line and exit code 1."""
    (tmp_path / "news.txt").write_text(
        "2026-03-04\n\nOpenAI research chief Vera Holm steps down\n\nVera Holm has left OpenAI.\n", encoding="utf-8"
    )
    moves("seed", "news.txt", cwd=tmp_path)
    (shown,) = json.loads(moves("show", "vera", "holm", "--json", cwd=tmp_path).stdout)
    assert shown["person_id"].startswith("p")
    fixed = moves("fix", "role", shown["id"], "from", "chief", "scientist", "--note", "by phone", cwd=tmp_path)
    assert fixed.returncode == 0, fixed.stderr
    assert "Correction 1: chief scientist" in fixed.stdout
    (again,) = json.loads(moves("show", "vera", "holm", "--json", cwd=tmp_path).stdout)
    assert again["from"]["role"] == "chief scientist"
    refused = moves("fix", "merge", shown["id"], "mnosuchid", cwd=tmp_path)
    assert (refused.returncode, refused.stderr.startswith("moves: no move has the id")) == (1, True)
    assert moves("fix", "merge", shown["id"], cwd=tmp_path).returncode == 2
    assert moves("fix", "undo", "1", "--as", "bob", cwd=tmp_path).returncode == 0
    (row,) = json.loads(moves("fix", "log", "--json", cwd=tmp_path).stdout)
    assert (row["kind"], row["note"], row["undone_by"]) == ("role", "by phone", "bob")
    assert "bob" in moves("fix", "log", cwd=tmp_path).stdout
