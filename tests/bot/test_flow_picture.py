"""Who went where in a digest: counted, told in words, drawn."""

import io

import pytest
from PIL import Image

from bot import flow_picture, flows
from bot.digest_cards import illustrated
from bot.flows import Flow
from store.digests import Item
from store.model.moves import Move, Status
from store.model.positions import Position
from tests import build

MANY = [Flow(f"Left {number}", f"Joined {number % 7}", 60 - number) for number in range(60)]


def hire(person: str, left: str, joined: str, status: Status = Status.REPORTED) -> Move:
    """Somebody goes from one company to another."""
    return build.move(person, left=Position(company=left), joined=Position(company=joined), status=status)


def test_people_are_counted_between_companies() -> None:
    """Each person once; who only leaves, changes the role, or does not go after all is in no flow."""
    told = [
        hire("Ann Onne", "OpenAI", "Meta"),
        hire("Ann Onne", "OpenAI", "Meta", Status.CONFIRMED),
        hire("Bob Byrd", "OpenAI", "Meta", Status.RUMORED),
        hire("Cem Dahl", "Alibaba", "ByteDance"),
        hire("Dee Eck", "Google", "Meta", Status.DENIED),
        build.move("Eve Fisk"),
        hire("Fay Gold", "OpenAI", "OpenAI"),
    ]
    found = flows.between(told)
    assert found == (Flow("OpenAI", "Meta", 2), Flow("Alibaba", "ByteDance", 1))
    assert flows.told(found) == "Who went where: 2 from OpenAI to Meta; 1 from Alibaba to ByteDance."


def test_the_words_have_every_number_that_fits() -> None:
    """Whoever does not see the picture reads the flows, the largest first, and how many there are beyond."""
    said = flows.told(MANY)
    assert len(said) <= 1000
    assert said.startswith("Who went where: 60 from Left 0 to Joined 0; ")
    assert said.endswith("more flows.")
    listed = said.count(" to ")
    assert f"; and {60 - listed} more flows." in said


@pytest.mark.parametrize("found", [MANY, MANY[:2], [Flow("智谱", "OpenAI", 3), Flow("Zürich AI", "通义 Lab", 1)]])
def test_a_picture_is_small_and_whole(found: list[Flow]) -> None:
    """A PNG of a phone's width, not endlessly high, that a decoder takes; names stand in the words as they are."""
    made = flow_picture.picture(found)
    assert made is not None
    assert made.alt == flows.told(found)
    assert len(made.png) < 60_000
    with Image.open(io.BytesIO(made.png)) as image:
        image.load()
        assert (image.format, image.width) == ("PNG", 720)
        assert image.height <= 720
        assert len(image.convert("RGB").getcolors() or ()) > 5


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("智谱", "Zhipu"),
        ("通义 Lab", "Tongyi Lab"),
        ("Zürich AI", "Zurich AI"),
        ("A very long name of a laboratory", "A very long name of.."),
        ("ソフトバンク", ""),
    ],
)
def test_names_are_written_in_letters_the_font_has(name: str, plain: str) -> None:
    """Chinese by its reading, accents dropped; what cannot be written so is empty."""
    assert flow_picture.written(name) == plain


def test_a_digest_goes_without_what_cannot_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """One flow is told in words alone; a name that cannot be written and a library in trouble cost the picture only."""
    two = [Item(hire("Ann Onne", "OpenAI", "Meta"), again=False), Item(hire("Bob Byrd", "Alibaba", "xAI"), again=False)]
    assert illustrated(two, "daily 09:00", "").picture is not None
    assert illustrated(two[:1], "daily 09:00", "").picture is None
    strange = Item(hire("Cem Dahl", "ソフトバンク", "Meta"), again=False)
    assert illustrated([*two, strange], "daily 09:00", "").picture is None

    def broken(_size: float) -> None:
        raise OSError("no font")

    monkeypatch.setattr("PIL.ImageFont.load_default", broken)
    card = illustrated(two, "daily 09:00", "<!here>")
    assert (card.picture, card.title, card.mention) == (None, "Daily digest: 2 moves", "<!here>")
