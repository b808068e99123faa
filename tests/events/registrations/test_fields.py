"""A field of the registration (events/registrations/fields.py) is found wherever answers go."""

import pytest

from events.registrations import fields, personal_data, services
from events.registrations.fields import Registrant
from events.registrations.models import Registration, RegistrationRequest
from tests.factories.events import SeatCategoryFactory, event_page

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
    assert fields.answers_of(row) == GIVEN | dict.fromkeys(fields.TYPED, "")
