"""House rules of page types, as system checks: `manage.py check` names what breaks one, and how to mend it."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

from coalition.mail.checks import template_folders

TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
COLON = '{% translate ": " context "after a name" %}'
OF_ONE_LANGUAGE = (
    (re.compile(r"\|language_name"), "English names of languages", "Write |language.", "pages.E004"),
    (re.compile(r"(}}|%}|</\w+>):\s"), "an English colon", f"Write {COLON}.", "pages.E005"),
)


def types() -> Iterator[type[Page]]:
    yield from (model for model in get_page_models() if model is not Page)


def there_is(template: str) -> bool:
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


@register()
def check_templates(**more: Any) -> list[CheckMessage]:
    """Check that no template of ours says to all readers what is right in one language."""
    found: list[CheckMessage] = []
    for folder in template_folders():
        for path in sorted(file for file in folder.rglob("*") if file.suffix in {".html", ".mjml", ".txt"}):
            own = TRANSLATED.sub("", path.read_text(encoding="utf-8"))
            found += [
                Error(f"The template {path.relative_to(folder)} has {what}.", hint=hint, id=number)
                for pattern, what, hint, number in OF_ONE_LANGUAGE
                if pattern.search(own)
            ]
    return found
