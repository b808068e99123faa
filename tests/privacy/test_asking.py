"""A public form says of each field what to do, in a sentence of its own, beside the field and above the form."""

import importlib
from collections.abc import Iterator

from django import forms

from coalition import asking, catalogs
from coalition.asking import AsksPlainly
from coalition.pages.filters import AddressFilters

# Forms of the CMS, and filters, in which nothing is missing: they may speak as Django and Wagtail do.
NOT_PUBLIC = {
    "charter.followup.forms",
    "charter.reports.forms.ReadForm",
    "charter.review.forms",
    "charter.review.inviting.forms",
    "charter.review.members.forms.AskAgainForm",
    "charter.review.members.forms.CountMembersForm",
    "charter.review.queue.filters",
    "charter.review.status.forms",
    "charter.texts.forms",
    "coalition.calls.deciding.forms",
    "coalition.calls.reading.forms",
    "coalition.calls.viewsets",
    "coalition.figures.grid.forms.GridForm",
    "coalition.figures.grid.views.ChoiceForm",
    "coalition.figures.viewsets",
    "coalition.mail.viewsets",
    "coalition.members.forms",
    "coalition.tables.forms",
    "coalition.pages.demo.SampleForm",
    "coalition.pages.documents",
    "coalition.pages.filters",
    "coalition.pages.made",
    "coalition.pages.images",
    "coalition.pages.stale.KnowsItsVersion",
    "coalition.privacy.persons.forms",
    "coalition.resources.viewsets",
    "events.desk.bulk.SeatsForm",
    "events.desk.clocks.TypesTimes",
    "events.desk.forms",
    "events.desk.series.views.CancelForm",
    "events.desk.telling.AsksWhomToTell",
    "events.desk.words.forms.WordsForm",
    "events.live.cms.ChannelsForm",
    "events.outside.forms",
    "events.pages.forms",
    "events.programme.forms",
    "events.programme.shifting.ShiftForm",
    "events.programme.speaking.forms",
    "events.programme.forms.KnowsItsVersion",
    "events.registrations.forms.ChoosesSeats",
    "events.registrations.forms.Questions",
    "events.rooms.forms.AsksRoom",
    "newsletters.editions.forms",
    "newsletters.editions.models.EditionForm",
    "newsletters.editions.gate.forms",
    "newsletters.readers.desk.EndForm",
    "newsletters.readers.importing_views",
    "newsletters.readers.forms.RecipientsForm",
    "webinars.courses.lessons.forms",
    "webinars.courses.quizzes.forms",
    "webinars.replays.desk.forms",
}


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
    return bool({form.__module__, f"{form.__module__}.{form.__qualname__}"} & NOT_PUBLIC)


def test_each_required_field_has_a_sentence():
    silent = {
        f"{form.__module__}.{form.__qualname__}.{name}"
        for form in of_this_site(AsksPlainly)
        for name, field in getattr(form, "base_fields", {}).items()
        if field.required and name not in asking.asks_of(form) and not listed(form)
        and field.error_messages["required"] is forms.Field.default_error_messages["required"]
    }  # fmt: skip

    assert silent == set()


def test_each_form_that_is_not_of_the_cms_asks_plainly():
    others = of_this_site(forms.Form) - of_this_site(AsksPlainly) - of_this_site(AddressFilters)

    assert {f"{form.__module__}.{form.__qualname__}" for form in others if not listed(form)} == set()
