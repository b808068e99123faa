"""Template tags of the layout and its components: inline icons, and the words of a block."""

from functools import cache

from django import template
from django.contrib.staticfiles import finders
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@cache
def read_icon(name: str) -> str:
    """Return the SVG text of icon `name`. Raises LookupError when there is none."""
    path = finders.find(f"icons/{name}.svg")
    if path is None:
        raise LookupError(f"No icon {name!r} in static/icons.")
    with open(path, encoding="utf-8") as file:
        svg = file.read()
    return svg[svg.index("<svg") :]


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Print icon `name` inline, hidden from assistive technology: the words beside it say the same."""
    svg = read_icon(name).replace("<svg", f'<svg data-icon="{name}" aria-hidden="true" focusable="false"', 1)
    if 'class="' in svg.split(">", 1)[0]:
        svg = svg.replace('class="', 'class="icon ', 1)
    else:
        svg = svg.replace("<svg", '<svg class="icon"', 1)
    return mark_safe(svg)  # noqa: S308  # nosec: our own committed files


@register.simple_tag(takes_context=True)
def words_of(context: template.Context, *blocks: str) -> SafeString:
    """Return what the first of `blocks` that says something says, without space around it; else nothing.

    A block is written once in a template and may be needed twice (the title is the heading too), or only where it says
    something (a lead). Stands in a template that extends another one.
    """
    written = context.render_context[BLOCK_CONTEXT_KEY]
    for name in blocks:
        block = written.get_block(name)
        if block is not None and (words := block.render(context).strip()):
            return mark_safe(words)  # noqa: S308  # nosec: a template's own, escaped there
    return SafeString()
