"""House rules of public forms, and the list of erasures: `manage.py check` names what breaks them, and the remedy."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from . import erasures
from .forms import CountedForm
from .rate_limits import LIMITS


def below(form: type[CountedForm]) -> Iterator[type[CountedForm]]:
    for more in form.__subclasses__():
        yield more
        yield from below(more)


@register()
def check_scopes(**more: Any) -> list[CheckMessage]:
    """Check that each form that is counted is limited: decision 0009-public-forms."""
    return [
        Error(
            f"The form {form.__qualname__} is limited by nothing: {getattr(form, 'scope', '')!r} is none of LIMITS.",
            hint="Name its `scope`, and give that its limit in coalition.privacy.rate_limits.LIMITS.",
            obj=form,
            id="privacy.E001",
        )
        for form in below(CountedForm)
        if getattr(form, "scope", None) not in LIMITS and not form.__subclasses__()
    ]


@register()
def check_erasure_list(**more: Any) -> list[CheckMessage]:
    """Check that the list of erasures can be written: nobody is erased whom it does not remember."""
    try:
        erasures.try_to_write()
    except OSError as error:
        return [
            Warning(
                f"The list of erasures cannot be written ({error}): nobody can be erased.",
                hint="Let ERASURE_LIST be a file that the site's user may write, and its service (ReadWritePaths).",
                id="privacy.W001",
            )
        ]
    return []


@register(deploy=True)
def check_proxies(**more: Any) -> list[CheckMessage]:
    """Check that a proxy is declared: behind one that is not, all visitors look like one and share every limit."""
    if settings.TRUSTED_PROXIES:
        return []
    return [
        Warning(
            "TRUSTED_PROXIES is 0: no proxy may stand in front, and the site is not for the open internet.",
            hint="Say how many proxies of yours stand in front. The log tells of what arrives through others.",
            id="privacy.W002",
        )
    ]
