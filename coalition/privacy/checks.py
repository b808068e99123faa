"""House rules of public forms, as a system check: `manage.py check` names what breaks one, and how to mend it."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from .forms import ProtectedForm
from .limits import LIMITS


def below(form: type[ProtectedForm]) -> Iterator[type[ProtectedForm]]:
    """Yield the classes that extend `form`, and those that extend them."""
    for more in form.__subclasses__():
        yield more
        yield from below(more)


@register()
def check_scopes(**more: Any) -> list[CheckMessage]:
    """Check that each public form is limited: decision 0007-public-forms."""
    return [
        Error(
            f"The form {form.__qualname__} is limited by nothing: {getattr(form, 'scope', '')!r} is none of LIMITS.",
            hint="Name its `scope`, and give that its limit in coalition.privacy.limits.LIMITS.",
            obj=form,
            id="privacy.E001",
        )
        for form in below(ProtectedForm)
        if getattr(form, "scope", None) not in LIMITS and not form.__subclasses__()
    ]
