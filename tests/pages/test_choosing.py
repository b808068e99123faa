"""A chooser is asked to make what it has no form for: that is no error of the server."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("chooser", "answer"), [("members_localgovernment", 405), ("figures_indicator", 405), ("events_event", 200)]
)
def test_what_a_chooser_makes_without_a_form_is_not_there(admin_client, chooser, answer):
    response = admin_client.post(reverse(f"wagtailsnippetchoosers_{chooser}:create"), {})

    assert response.status_code == answer
    if answer == 200:  # the form comes back with what is missing
        assert response.json()["step"] == "reshow_creation_form"
