"""Codes that stand where others may read them: random, and never two alike."""

import pytest
from django.db import IntegrityError

from events.models import ID_LETTERS
from events.registrations.models import Registration
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "length"), [("ticket_code", 20), ("calendar_id", 16)])
def test_each_registration_has_a_random_code_that_no_other_may_have(name, length):
    first, second = RegistrationFactory(), RegistrationFactory()
    codes = [getattr(row, name) for row in (first, second)]

    assert [(len(code), set(code) <= set(ID_LETTERS)) for code in codes] == [(length, True)] * 2
    assert codes[0] != codes[1]
    with pytest.raises(IntegrityError):
        Registration.objects.filter(pk=second.pk).update(**{name: codes[0]})
