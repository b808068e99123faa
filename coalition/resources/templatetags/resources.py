"""What the templates of a resource read of the library, which stands above its pages."""

from typing import Any

from django import template
from django.template.context import Context

from coalition.resources import library, text_extraction

register = template.Library()


@register.simple_tag(takes_context=True)
def load_resource(context: Context, page: Any) -> str:
    """Set what a block shows of the resource `page` beside its words (`library.shown`), read once for all blocks."""
    kept = context.render_context
    if (found := kept.get("resource")) is None:
        found = kept["resource"] = library.shown(page)
    for name, value in found.items():
        context[name] = value
    return ""


@register.simple_tag
def files_of(page: Any) -> list[dict[str, Any]]:
    return text_extraction.files(page)
