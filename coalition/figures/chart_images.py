"""The first chart of a selection as a picture: an SVG that needs no style sheet and no font, and the same as PNG."""

import textwrap
import threading

from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi

from coalition.certificates.pdf import fonts

from .open_data import permanent_address
from .selection import Selection

WIDTH, LINE = 900, 30  # pixels
CHARACTERS = 68  # of a line of the title
PAGE = """
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""

_drawing = threading.Lock()  # one at a time in a process: it takes a whole core


def svg(selection: Selection) -> str:
    """Return the picture, with the name of the indicator, what was chosen, the licence and where the figures stand."""
    release = selection.sheet.release
    chart = selection.over_time or selection.by_part or selection.by_place
    title = textwrap.wrap(release.spoken["name"], CHARACTERS)
    top = LINE * (len(title) + 3)
    height = top + (chart.height if chart else 0) + 2 * LINE
    context = {
        "title": [(line, LINE * number + 10) for number, line in enumerate(title, start=1)],
        "selection": selection,
        "subtitle_y": top - 40,  # no `dy`: it moves one letter of Arabic alone
        "top": top,
        "width": WIDTH,
        "height": height,
        "address_y": height - 20,
        "start": WIDTH - LINE if get_language_bidi() else LINE,
        "near": "end" if get_language_bidi() else "start",
        "address": permanent_address(release),
    }
    return render_to_string("figures/picture.svg", context)


def png(picture: str) -> bytes:
    """Return an SVG as PNG, twice as fine."""
    import typst  # late: most processes draw nothing

    inputs = {"svg": picture}
    with _drawing:
        return bytes(
            typst.compile(
                PAGE.encode(), format="png", ppi=144.0, font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs
            )
        )
