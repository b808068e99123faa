"""Template tags of the layout and its components: inline icons, days and hours, and the words of a block."""

from collections.abc import Hashable, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.forms import BaseForm
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from coalition import dates
from coalition.caching.memory import recall
from coalition.languages.names import in_a_list, language_name
from coalition.pages.covers import pattern_cover

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


@register.filter
def day(value: object, form: str = "long") -> str:
    """Return the day of `value` in words, in short for `day:"short"`; nothing for what is no day."""
    return dates.day(value, short=form == "short") if isinstance(value, date) else ""


@register.filter
def moment(value: object, form: str = "long") -> str:
    """Return day, hour and zone of `value` on the site's clock, in short for `moment:"short"`; the day of a date."""
    return dates.moment(value, short=form == "short") if isinstance(value, datetime) else day(value, form)


@register.filter
def length_since(value: datetime) -> str:
    return dates.length(value)


@register.filter
def below(cells: Iterable[object], columns: Iterable[object]) -> Iterable[tuple[object, object]]:
    return zip(columns, cells, strict=True)


@register.simple_tag
def days(first: date, last: date) -> str:
    return dates.days(first, last)


@register.simple_tag
def hours(start: datetime, end: datetime | None, zone: object) -> str:
    return dates.moment(start, end, zone=str(zone))


@register.simple_tag
def hours_beside_date(start: datetime, end: datetime, zone: object) -> str:
    """Return hours and zone alone, for a row that shows the day of `start` already; of several days, the last."""
    return dates.moment_beside_date(start, end, zone=str(zone))


@register.simple_tag
def leaf(value: date) -> dates.Leaf:
    """Return the parts of the day of `value`, as a leaf of a calendar shows them."""
    return dates.leaf(value)


@register.simple_tag(takes_context=True)
def error_in_form(context: template.Context) -> bool:
    """Say whether the page shows a form that was sent, and has errors: the title of its tab then says so first."""
    request = context.get("request")
    if request is None or request.method != "POST":
        return False
    # By their types: whoever asks a lazy value what it is makes it, and the token of a form sets a cookie.
    forms: list[Any] = [value for value in context.flatten().values() if issubclass(type(value), BaseForm)]
    return any(form.is_bound and bool(form.errors) for form in forms)


@register.simple_tag(takes_context=True)
def remembered(context: template.Context, name: str, *depends_on: Hashable) -> SafeString:
    """Print the template `name`, made once for each language and `depends_on`, until a public table changes.

    It may read nothing else of the context than what `depends_on`, words and tuples, decides.
    """
    found = context.template.engine.get_template(name)  # type: ignore[union-attr]  # it is rendered
    values = (tuple(value) if isinstance(value, tuple) else str(value) for value in depends_on)  # no lazy one is kept
    return recall((name, get_language(), *values), lambda: found.render(context))


register.simple_tag(pattern_cover)
register.filter("about", dates.about)
register.filter("until", dates.until)
register.filter("listed", in_a_list)
register.filter("language", language_name)  # not Django's `language_name`, whose names are English


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
