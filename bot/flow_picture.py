"""Draws flows between companies: who is left stands on the left, who is joined on the right, a band as wide as people go.

Pillow is loaded when the first picture is drawn. Its own font knows Latin letters alone, so Chinese names are written by
their readings and accents are dropped; a name that cannot be written so leaves the picture undrawn. The alternative text
has all names as they are.
"""

import io
import itertools
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import structlog

from bot import flows
from bot.cards import Picture
from bot.flows import Flow
from store.model.names import has_han
from store.readings import latin

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

_log = structlog.get_logger(__name__)

_WIDTH = 720
_SCALE = 2
"""Drawn so many times larger and then made smaller, which smooths edges."""
_UNIT, _GAP, _EDGE = 26, 16, 30
"""Pixels for one person, between two companies, and around all."""
_TALLEST = 640
_BAND_AT = (230, 490)
_BAR = 8
_STEPS = 48
_LETTERS = 22
_INK, _FAINT, _PAPER = "#1d1c1d", "#5f5f5f", "#ffffff"
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7a5195", "#5f6b6d")
"""Told apart also by those who see few colours (Okabe and Ito), the last two added."""

_Spans = dict[str, tuple[float, float]]
"""From where to where each company's bar reaches."""


def picture(found: Sequence[Flow]) -> Picture | None:
    """The picture of these flows; None where there are too few, a name cannot be written, or drawing fails."""
    if len(found) < flows.FEWEST:
        return None
    shown = found[: flows.MOST]
    names = {name: written(name) for flow in shown for name in (flow.left, flow.joined)}
    if not all(names.values()):
        return None
    try:
        png = _drawn(shown, names, len(found) - len(shown))
    except (ImportError, OSError, ValueError, MemoryError) as error:
        _log.warning("picture_not_drawn", why=f"{type(error).__name__}: {error}"[:200])
        return None
    return Picture(png=png, alt=flows.told(found), name="flows.png")


def written(name: str) -> str:
    """The name in plain Latin letters, Chinese by its reading; empty where that cannot be done."""
    read = " ".join(_read(word) for word in name.split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", read) if not unicodedata.combining(c))
    if not plain.isascii() or not plain.isprintable():
        return ""
    return plain if len(plain) <= _LETTERS else plain[: _LETTERS - 2].rstrip() + ".."


def _read(word: str) -> str:
    return latin(word).capitalize() if has_han(word) else word


def _drawn(shown: Sequence[Flow], names: Mapping[str, str], left_out: int) -> bytes:
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - ten MiB that most of Moves never needs

    lefts, rights = _totals((f.left, f.people) for f in shown), _totals((f.joined, f.people) for f in shown)
    unit = min(_UNIT, (_TALLEST - _GAP * max(len(lefts), len(rights))) / sum(lefts.values()))
    height = int(max(_height(lefts, unit), _height(rights, unit))) + 2 * _EDGE
    image = Image.new("RGB", (_WIDTH * _SCALE, height * _SCALE), _PAPER)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(15 * _SCALE)
    spans = _spans(lefts, unit, height), _spans(rights, unit, height)
    _bands(draw, shown, spans, unit)
    _words(draw, ImageFont.load_default(12 * _SCALE), height, left_out)
    for totals, side, anchor in ((lefts, 0, "rm"), (rights, 1, "lm")):
        _bars(draw, font, [(f"{names[n]}  {c}", spans[side][n]) for n, c in totals.items()], _BAND_AT[side], anchor)
    small = image.resize((_WIDTH, height), Image.Resampling.LANCZOS).quantize(64)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _totals(counted: Iterable[tuple[str, int]]) -> dict[str, int]:
    """People by company, the company with most of them first."""
    totals: dict[str, int] = {}
    for name, people in counted:
        totals[name] = totals.get(name, 0) + people
    return dict(sorted(totals.items(), key=lambda one: -one[1]))


def _height(totals: Mapping[str, int], unit: float) -> float:
    return sum(totals.values()) * unit + (len(totals) - 1) * _GAP


def _spans(totals: Mapping[str, int], unit: float, height: float) -> _Spans:
    """Where each company's bar stands, the lot of them in the middle of the height."""
    spans: _Spans = {}
    at = (height - _height(totals, unit)) / 2
    for name, people in totals.items():
        spans[name] = (at, at + people * unit)
        at += people * unit + _GAP
    return spans


def _bands(draw: "ImageDraw", shown: Sequence[Flow], spans: tuple[_Spans, _Spans], unit: float) -> None:
    """One band a flow, in the colour of the company that is left; at each bar they lie in the order of the other side."""
    colours = dict(zip(spans[0], itertools.cycle(_COLOURS), strict=False))
    ordered = sorted(shown, key=lambda flow: (spans[0][flow.left][0], spans[1][flow.joined][0]))
    at_left = {name: top for name, (top, _) in spans[0].items()}
    starts: dict[Flow, float] = {}
    for flow in ordered:
        starts[flow] = at_left[flow.left]
        at_left[flow.left] += flow.people * unit
    at_right = {name: top for name, (top, _) in spans[1].items()}
    for flow in sorted(shown, key=lambda flow: (spans[1][flow.joined][0], spans[0][flow.left][0])):
        band = _band(starts[flow], at_right[flow.joined], flow.people * unit)
        draw.polygon(band, fill=_pale(colours[flow.left]))
        at_right[flow.joined] += flow.people * unit


def _band(left: float, right: float, width: float) -> list[tuple[float, float]]:
    """The outline of a band between two heights: level at both ends, smooth between."""
    x0, x1 = _BAND_AT[0] + _BAR, _BAND_AT[1]
    steps = [step / _STEPS for step in range(_STEPS + 1)]
    upper = [(x0 + (x1 - x0) * t, left + (right - left) * t * t * (3 - 2 * t)) for t in steps]
    lower = [(x, y + width) for x, y in reversed(upper)]
    return [(x * _SCALE, y * _SCALE) for x, y in (*upper, *lower)]


def _bars(
    draw: "ImageDraw",
    font: "FreeTypeFont | ImageFont",
    labelled: Iterable[tuple[str, tuple[float, float]]],
    x: int,
    anchor: str,
) -> None:
    """One side's companies: a bar each, and its name and number beside it."""
    beside = x - 10 if anchor == "rm" else x + _BAR + 10
    for label, (top, bottom) in labelled:
        draw.rectangle([x * _SCALE, top * _SCALE, (x + _BAR) * _SCALE, bottom * _SCALE], fill=_INK)
        draw.text((beside * _SCALE, (top + bottom) / 2 * _SCALE), label, font=font, fill=_INK, anchor=anchor)


def _words(draw: "ImageDraw", font: "FreeTypeFont | ImageFont", height: int, left_out: int) -> None:
    """Which side is which, and how many flows are too small to be shown."""
    for x, word in zip(_BAND_AT, ("left", "joined"), strict=True):
        draw.text(((x + _BAR / 2) * _SCALE, 12 * _SCALE), word, font=font, fill=_FAINT, anchor="mm")
    if left_out:
        more = f"and {left_out} smaller"
        draw.text((_WIDTH / 2 * _SCALE, (height - 12) * _SCALE), more, font=font, fill=_FAINT, anchor="mm")


def _pale(colour: str) -> tuple[int, int, int]:
    """The colour thinned with the paper's white, so that ink on it stays readable."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return (red * 2 + 255) // 3, (green * 2 + 255) // 3, (blue * 2 + 255) // 3
