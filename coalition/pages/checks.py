"""House rules of page types, as system checks: `manage.py check` names what breaks one, and how to mend it."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import Page, get_page_models


def types() -> Iterator[type[Page]]:
    """Yield the page types of our own."""
    yield from (model for model in get_page_models() if model is not Page)


def there_is(template: str) -> bool:
    """Say whether a template of that name is found."""
    try:
        get_template(template)
    except TemplateDoesNotExist:
        return False
    return True


@register()
def check_page_types(**more: Any) -> list[CheckMessage]:
    """Check that each page type has a template, a preview beside its editor, and a page below which it may be made."""
    found: list[CheckMessage] = []
    for model in types():
        label = model._meta.label
        if not there_is(model.template):
            hint = f"Write {model.template}, which extends page.html."
            found.append(Error(f"The page type {label} has no template.", hint=hint, obj=model, id="pages.E001"))
        if not model.preview_modes:  # asked of the class: to make a page is to ask the database, empty at first
            hint = "Leave its preview_modes as they are: an editor sees what will be public."
            found.append(Error(f"The page type {label} has no preview.", hint=hint, obj=model, id="pages.E002"))
        if not model.allowed_parent_page_models():
            hint = "Name it in subpage_types of the types that its parent_page_types name."
            found.append(Error(f"Below no page may one make a {label}.", hint=hint, obj=model, id="pages.E003"))
    return found
