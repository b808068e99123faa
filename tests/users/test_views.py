"""The end of a session is asked for without prolonging it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db
STATE = "/cms/session/"


def test_asking_says_when_the_session_ends_and_leaves_its_end(client, editor):
    end = timezone.now() + timedelta(minutes=7)
    Session.objects.update(expire_date=end)

    answer = client.get(STATE)

    told = answer.json()
    assert 6 * 60 < told["ends_in"] <= 7 * 60
    assert Session.objects.get().expire_date == end
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert str(editor.pk) != told["user"]
    assert Session.objects.get().session_key not in answer.content.decode()
    assert client.post(STATE).status_code == 405


def test_a_session_that_was_cut_has_ended_and_its_token_works_after_the_next_log_in(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    first = client.get(STATE).json()
    Session.objects.all().delete()
    assert client.get(STATE).json() == {"ends_in": 0}
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")

    again = client.get(STATE).json()

    assert (again["user"] == first["user"], again["session"] == first["session"]) == (True, False)
    address = reverse("wagtailadmin_account")
    assert client.post(address, {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert client.post(address, {"csrfmiddlewaretoken": again["csrf"]}).status_code == 200


def test_a_factor_that_is_not_proven_counts_as_no_session(client, editor, settings):
    settings.MFA_REQUIRED = True
    assert client.get(STATE).status_code == 302
