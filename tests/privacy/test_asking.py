"""A public form says of each field what to do, in a sentence of its own, beside the field and above the form."""

import importlib
from collections.abc import Iterator

from django import forms

from coalition import catalogs, form_messages
from coalition.form_messages import AsksPlainly
from coalition.pages.filters import AddressFilters

# Forms of the CMS, and filters, in which nothing is missing: they may speak as Django and Wagtail do.
NOT_PUBLIC = (
    "charter.followup.views", "charter.review.forms", "charter.review.merge_views",
    "charter.texts.views", "charter.viewsets", "coalition.calls.forms",
    "coalition.calls.viewsets", "coalition.cms", "coalition.figures.entry_viewsets", "coalition.figures.views",
    "coalition.mail.viewsets",
    "coalition.members.forms", "coalition.pages", "coalition.privacy.viewsets", "coalition.resources.viewsets",
    "coalition.site.viewsets", "coalition.tables", "events.agenda", "events.desk", "events.online.forms.AsksRoom",
    "events.pages", "events.programme", "events.registrations.forms.Questions", "events.reports.views",
    "newsletters.editions", "newsletters.readers.cms_views", "newsletters.readers.forms.RecipientsForm",
    "webinars.courses.cms_forms", "webinars.replays.forms",
)  # fmt: skip


def below(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for more in form.__subclasses__():
        yield more
        yield from below(more)


def of_this_site(base: type[forms.BaseForm]) -> set[type[forms.BaseForm]]:
    """Return the forms of our apps that extend `base`, those of modules that nothing imported yet too."""
    for path in (path for app in catalogs.APPS for path in (catalogs.ROOT / app).rglob("*forms.py")):
        importlib.import_module(".".join(path.relative_to(catalogs.ROOT).with_suffix("").parts))
    return {form for form in below(base) if form.__module__.split(".")[0] in catalogs.APPS}


def listed(form: type[forms.BaseForm]) -> bool:
    return f"{form.__module__}.{form.__qualname__}".startswith(NOT_PUBLIC)


def test_each_required_field_has_a_sentence():
    silent = {
        f"{form.__module__}.{form.__qualname__}.{name}"
        for form in of_this_site(AsksPlainly)
        for name, field in getattr(form, "base_fields", {}).items()
        if field.required and name not in form_messages.asks_of(form) and not listed(form)
        and field.error_messages["required"] is forms.Field.default_error_messages["required"]
    }  # fmt: skip

    assert silent == set()


def test_each_form_that_is_not_of_the_cms_asks_plainly():
    others = of_this_site(forms.Form) - of_this_site(AsksPlainly) - of_this_site(AddressFilters)

    assert {f"{form.__module__}.{form.__qualname__}" for form in others if not listed(form)} == set()
