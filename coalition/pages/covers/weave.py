"""The weave of a row: a cloth drawn as SVG, the same for ever from the same seed (decision 0030-libraries-and-rooms).

It is drawn as a weaver drafts it. The threading says which shaft holds each warp thread, the treadling which treadle
each weft is beaten with, the tie-up which shafts a treadle lifts: where a lifted warp crosses, the warp is seen, else
the weft. Nothing but the seed goes in, so a weave tells nothing of the row.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 360
CELL, THREAD = 16, 13  # from thread to thread, and how wide one is
SHAFTS = 8
STRAIGHT = list(range(SHAFTS))


@dataclass(frozen=True)
class Yarns:
    """The colours of a cloth: between its threads, of its warp, of its wefts, and of the bands in it."""

    ground: str
    warp: tuple[str, ...]
    weft: tuple[str, ...]
    accent: tuple[str, ...]


YARNS = (
    Yarns("#2a0f33", ("#6a3d77", "#7d4f8a"), ("#3a1745", "#521f60"), ("#f58a1f", "#ead9bd", "#c49acd")),
    Yarns("#1d0a23", ("#521f60", "#6a3d77"), ("#94669f", "#7d4f8a"), ("#ffb568", "#f6efe4", "#f58a1f")),
    Yarns("#2a0f33", ("#94669f", "#a97fb3"), ("#521f60", "#6a3d77"), ("#f58a1f", "#ead9bd", "#f6efe4")),
    Yarns("#1d0a23", ("#521f60", "#55305f"), ("#7d4f8a", "#6a3d77"), ("#ead9bd", "#f58a1f", "#ffb568")),
    Yarns("#521f60", ("#c49acd", "#b58cc0"), ("#7d4f8a", "#94669f"), ("#f6efe4", "#2a0f33", "#f58a1f")),
    Yarns("#7d4f8a", ("#f6efe4", "#ead9bd"), ("#c49acd", "#d6b8dc"), ("#521f60", "#f58a1f", "#2a0f33")),
    Yarns("#a97fb3", ("#f6efe4", "#f1e4cf"), ("#ead9bd", "#e3cfae"), ("#521f60", "#f58a1f", "#94669f")),
)

# The first half of a threading; the other half mirrors it.
THREADINGS = (STRAIGHT, STRAIGHT * 2, STRAIGHT[:5] + STRAIGHT[3:0:-1] + STRAIGHT)

# The shafts that the first treadle lifts, as bits; each next treadle lifts those beside. Twills, a basket, a satin.
TIE_UPS = (0b00001111, 0b00010111, 0b00110011, 0b00100111, 0b01010111, 0b00011011)

# Bands of the cloth, weft by weft: which accent, or the cloth's own yarn.
BANDS = ((0,), (0, None, 0), (1, 0, 1), (0, 1, 2, 1, 0), (1, None, 0, 0, None, 1), (2, 0, 0, 2), (0, None, 1, None, 0))


class Dice:
    """Choices that follow from a seed alone, on every machine and in every version of Python."""

    def __init__(self, seed: str) -> None:
        self.left = int.from_bytes(hashlib.sha512(seed.encode()).digest())

    def roll(self, sides: int) -> int:
        """Return a number below `sides`."""
        self.left, number = divmod(self.left, sides)
        return number

    def choose[T](self, options: Sequence[T]) -> T:
        """Return one of `options`."""
        return options[self.roll(len(options))]


def weave(seed: str, *, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return the cloth of `seed` as an SVG document of less than four kilobytes."""
    dice = Dice(seed)
    yarns = dice.choose(YARNS)
    threading = mirrored(dice.choose(THREADINGS))
    rows = list(_rows(dice, height // CELL + 1, yarns))
    wefts = _wefts(threading, dice.choose(TIE_UPS), rows)
    warps = _warps(dice, len(threading), yarns)
    knots = _knots(dice, len(threading), len(rows), yarns)
    repeat, length = len(threading) * CELL, len(rows) * CELL
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" ',
            f'width="{width}" height="{height}">',
            "<defs>",
            *(f'<path id="{name}" d="{runs}"/>' for name, (_colour, runs) in wefts.items()),
            f'<pattern id="p" width="{repeat}" height="{length}" y="{(height - length) // 2}" '
            'patternUnits="userSpaceOnUse">',
            f'<path fill="{yarns.ground}" d="M0 0h{repeat}v{length}H0z"/><g fill="none" stroke-width="{THREAD}">',
            *(f'<path stroke="{colour}" d="{lines}"/>' for colour, lines in warps.items()),
            f'<g stroke="{yarns.ground}" stroke-width="{CELL}">',
            *(f'<use href="#{name}"/>' for name in wefts),
            "</g>",
            *(f'<use href="#{name}" stroke="{colour}"/>' for name, (colour, _runs) in wefts.items()),
            f"</g>{knots}</pattern></defs>",
            f'<path fill="url(#p)" d="M0 0h{width}v{height}H0z"/></svg>',
        )
    )


def mirrored(half: list[int]) -> list[int]:
    """Return `half` and its mirror, without its two ends a second time: the repeat runs on without a seam."""
    return half + half[-2:0:-1]


def _rows(dice: Dice, count: int, yarns: Yarns) -> Iterator[tuple[int, str]]:
    """Yield the treadle and the yarn of each weft: a plain cloth with one band or two in it."""
    treadling = dice.choose((STRAIGHT, mirrored(STRAIGHT)))
    bands: dict[int, str] = {}
    at = 3 + dice.roll(count // 3)
    for _band in range(1 + dice.roll(2)):
        band = dice.choose(BANDS)
        bands |= {at + offset: yarns.accent[yarn] for offset, yarn in enumerate(band) if yarn is not None}
        at += len(band) + 4 + dice.roll(count // 3)
    for row in range(count):
        yield treadling[row % len(treadling)], bands.get(row) or yarns.weft[row % 4 // 2]


def _warps(dice: Dice, threads: int, yarns: Yarns) -> dict[str, str]:
    """Return for each yarn of the warp the lines of its threads."""
    stripe = dice.choose((1, 2, 4))
    found = dict.fromkeys(yarns.warp, "")
    for thread in range(threads):
        found[yarns.warp[thread // stripe % len(yarns.warp)]] += f"M{_middle(thread)} 0v999"
    return found


def _wefts(threading: list[int], tie_up: int, rows: list[tuple[int, str]]) -> dict[str, tuple[str, str]]:
    """Return, by a letter, each yarn of the weft and the runs in which it lies above the warp."""
    found: dict[str, str] = {}
    for row, (treadle, colour) in enumerate(rows):
        runs, start = "", -1
        for thread, shaft in enumerate([*threading, -1]):
            lies_above = shaft >= 0 and not tie_up >> (shaft - treadle) % SHAFTS & 1
            if lies_above and start < 0:
                start = thread
            elif not lies_above and start >= 0:
                runs += f"M{start * CELL} {_middle(row)}h{(thread - start) * CELL}"
                start = -1
        found[colour] = found.get(colour, "") + runs
    return {chr(ord("a") + number): item for number, item in enumerate(found.items())}


def _knots(dice: Dice, threads: int, rows: int, yarns: Yarns) -> str:
    """Return a few knots, tied on the two threads around which the threading is a mirror."""
    circles = ""
    for thread in (0, threads // 2):
        for _knot in range(1 + dice.roll(2)):
            circles += f'<circle cx="{_middle(thread)}" cy="{_middle(2 + dice.roll(rows - 4))}" r="6"/>'
    return f'<g fill="{yarns.accent[0]}" stroke="{yarns.ground}" stroke-width="4">{circles}</g>'


def _middle(of: int) -> int:
    return of * CELL + CELL // 2
