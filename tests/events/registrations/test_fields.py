"""Each field of the registration (events/registrations/fields.py) reaches every place that its entry names."""

import csv

import pytest
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

from events.registrations import emails, fields, personal_data, services
from events.registrations.fields import ANSWER_FIELDS, UNANSWERED, Answers, Registrant
from events.registrations.models import Registration, RegistrationRequest
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]

# Text columns of a registration that identify nobody: states, codes and digests.
NOT_PERSONAL = {"region", "state", "email_digest", "nonce", "token_digest", "ticket_code", "calendar_id"}


def is_free_text(column):
    return isinstance(column, models.CharField | models.TextField) and not column.choices


def make_answer(field):
    """Return an answer that differs from the default; text begins as a formula would."""
    if field.name == "email":
        return "ada@mail.example"
    if field.column.choices:
        return next(value for value, _label in field.column.choices if value not in ("en", field.column.get_default()))
    if isinstance(field.column, models.BooleanField):
        return True
    assert is_free_text(field.column), f"Add an answer for the column of {field.name} to make_answer"
    return f"={field.name}"


ANSWERS = {field.name: make_answer(field) for field in ANSWER_FIELDS}


def test_every_column_is_declared_and_free_text_is_personal():
    columns = {column.name: column for column in Answers._meta.local_fields}

    assert list(columns) == list(fields.ANSWERS)
    assert [name for name in columns if is_free_text(columns[name]) and name not in fields.PERSONAL] == []


def test_a_need_is_personal_and_asked_later():
    assert set(fields.NEEDS) <= set(fields.PERSONAL) & set(fields.ASKED_LATER)


def test_registrant_with_some_answers_leaves_the_others_unanswered():
    given = {"name": "", "email": "a@mail.example", "language": "en"}

    assert Registrant(**given).as_fields() == UNANSWERED | given
    assert Registrant(**ANSWERS).as_fields() == ANSWERS
    for wrong in ({"name": "Ada"}, {**ANSWERS, "shoe_size": 41}):
        with pytest.raises(TypeError):
            Registrant(**wrong)


def test_answers_are_confirmed_exported_and_erased():
    category = SeatCategoryFactory(event=event_page().event)

    request = services.ask(event=category.event, category=category, person=Registrant(**ANSWERS))
    assert fields.answers_of(RegistrationRequest.objects.get()) == ANSWERS
    assert ANSWERS.items() <= personal_data.export_requests("ada@mail.example")[0].items()

    row = services.confirm(asked=request)
    assert fields.answers_of(Registration.objects.get()) == ANSWERS
    assert ANSWERS.items() <= personal_data.export_registrations("ada@mail.example")[0].items()

    personal_data.erase_registrations("ada@mail.example")
    row.refresh_from_db()
    assert fields.answers_of(row) == ANSWERS | {name: UNANSWERED[name] for name in fields.PERSONAL}


def test_erasure_empties_every_text_column_of_a_registration():
    row = RegistrationFactory(**ANSWERS)
    texts = {column.name for column in Registration._meta.concrete_fields if is_free_text(column)} - NOT_PERSONAL
    Registration.objects.update(state="cancelled", **dict.fromkeys(texts, "a@b.example"))
    row.refresh_from_db()

    personal_data.erase(row)

    assert set(Registration.objects.values_list(*texts)) == {("",) * len(texts)}


@pytest.mark.parametrize("name", fields.PERSONAL)
def test_purge_with_one_personal_answer_left_empties_it(name):
    row = RegistrationFactory(**{"name": "", "email": "", name: ANSWERS[name]})

    personal_data.purge_registrations(row.event.end + personal_data.RETENTION * 2)

    row.refresh_from_db()
    assert getattr(row, name) == UNANSWERED[name]


def test_list_details_and_search_of_the_cms_show_what_is_declared(host):
    row = RegistrationFactory(category__event=event_page().event, **ANSWERS)
    RegistrationFactory(category=row.category, name="Somebody else")
    address = reverse("wagtailsnippets_events_registration:list")
    details = host.get(reverse("wagtailsnippets_events_registration:inspect", args=[row.pk])).text

    columns = {column.name: column for column in host.get(address).context["table"].columns.values()}
    for field in ANSWER_FIELDS:
        assert (field.name in columns) == field.is_in_list, field.name
        if field.is_in_list:
            assert columns[field.name].get_value(row) == field.get_display_value(row)
        assert capfirst(str(field.column.verbose_name)) in details, field.name
        if field.is_searchable:
            found = host.get(f"{address}?q={ANSWERS[field.name]}").context["object_list"]
            assert [one.pk for one in found] == [row.pk], field.name


def test_sheet_has_the_declared_columns_and_no_formula(host):
    row = RegistrationFactory(category__event=event_page().event, **ANSWERS | {"discreet": False})

    response = host.get(f"{reverse('wagtailsnippets_events_registration:list')}?export=csv")

    [cells] = csv.DictReader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines())
    for field in ANSWER_FIELDS:
        heading = capfirst(str(field.column.verbose_name))
        assert (heading in cells) == field.is_in_sheet, field.name
        if field.is_in_sheet:
            value = str(field.get_display_value(row))
            assert cells[heading] == (f"'{value}" if value.startswith("=") else value)


def test_own_page_shows_and_changes_what_is_declared(client):
    row = RegistrationFactory(category__event=event_page().event, **ANSWERS)
    page = emails.own_path(row, "en")

    shown = client.get(page).text
    form = client.get(f"{page}change/").context["form"]

    for field in ANSWER_FIELDS:
        if field.is_on_own_page:
            assert str(field.get_display_value(row)) in shown, field.name
        assert not (field.is_on_own_page and (field.is_need or field.name == "email")), field.name
        assert (field.name in form.fields) == field.is_changeable, field.name


def test_form_asks_first_what_is_declared_so(client):
    page = event_page()
    SeatCategoryFactory(event=page.event)

    form = client.get(f"{page.url}register/").context["form"]

    asked = [field.name for field in ANSWER_FIELDS if field.is_asked_first and field.name != "language"]
    assert [name for name in form.fields if name in fields.ANSWERS] == asked
