"""A field of the registration is declared once (events/registrations/fields.py) and found wherever answers go."""

import pytest
from django.urls import reverse

from coalition.users.models import User
from events.desk.registrations import RegistrationIndexView, RegistrationViewSet
from events.registrations import fields, personal_data, services
from events.registrations.fields import ANSWERS, Registrant
from events.registrations.models import Registration, RegistrationRequest
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = pytest.mark.django_db

GIVEN = {"name": "Ada", "email": "ada@mail.example", "language": "fr", "access_needs": "Ramp", "discreet": True}


def test_an_answer_is_kept_confirmed_handed_over_and_emptied():
    category = SeatCategoryFactory(event=event_page().event)
    person = Registrant(**GIVEN)
    assert person.as_fields() == GIVEN
    unsaid = {name: type(value)() for name, value in GIVEN.items()}
    asked = {"name": "", "email": "a@mail.example", "language": "en"}
    assert Registrant(**asked).answers == unsaid | asked
    for wrong in ({"name": "Ada"}, {**GIVEN, "shoe_size": 41}):
        with pytest.raises(TypeError):
            Registrant(**wrong)

    asked = services.ask(event=category.event, category=category, person=person)
    assert fields.answers_of(RegistrationRequest.objects.get()) == GIVEN
    assert GIVEN.items() <= personal_data.export_requests("ada@mail.example")[0].items()

    row = services.confirm(asked=asked)
    assert fields.answers_of(Registration.objects.get()) == GIVEN
    assert GIVEN.items() <= personal_data.export_registrations("ada@mail.example")[0].items()

    personal_data.erase_registrations("ada@mail.example")
    row.refresh_from_db()
    assert fields.answers_of(row) == GIVEN | dict.fromkeys(fields.which("typed"), "")


def test_hosts_see_download_and_find_what_is_declared(client):
    assert [name for name in RegistrationViewSet.inspect_view_fields if name in ANSWERS] == list(ANSWERS)
    assert [name for name in RegistrationViewSet.list_export if name in ANSWERS] == [
        name for name, answer in ANSWERS.items() if answer.in_sheet
    ]
    assert list(RegistrationIndexView.custom_field_preprocess) == fields.which("typed")
    assert "discreet" not in fields.which("in_sheet")

    RegistrationFactory(name="Ada", access_needs="Ramp")
    client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))
    sheet = client.get(reverse("wagtailsnippets_events_registration:list"), {"export": "csv"})
    assert b"Ramp" in b"".join(sheet.streaming_content)
