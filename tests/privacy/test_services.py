"""Consent, export, erasure and retention, and that no app hides an address from them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.utils import timezone

from coalition.privacy import codes, registry, services, tokens
from coalition.privacy.models import Consent, OneTimeCode, RateCounter

# Apps whose rows hold an address that a person may ask about, and the source that answers for them.
# Accounts of editors are managed by an administrator in the CMS.
OURS = ("calls", "charter", "events", "webinars", "newsletters", "members", "resources", "mail", "privacy", "home")


@pytest.mark.django_db
def test_every_model_with_an_address_has_a_source_in_its_app():
    holders = {
        model._meta.app_label
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and any(isinstance(field, models.EmailField) for field in model._meta.local_fields)
    }
    modules = [source.export.__module__.removeprefix("coalition.") for source in registry.sources()]
    answering = {module.partition(".")[0] for module in modules}

    assert holders - answering == set()


@pytest.mark.django_db
def test_a_strangers_export_is_empty_and_erasure_touches_nothing():
    assert {name: rows for name, rows in services.export(address="nobody@example.org").items() if rows} == {}
    assert {name: count for name, count in services.erase(address="nobody@example.org").items() if count} == {}


@pytest.mark.django_db
def test_consent_keeps_the_words_and_not_the_address():
    services.record_consent(
        purpose="newsletter", address=" Ada@Example.org ", text="I agree.", version="1", language="en"
    )

    row = Consent.objects.values().get()
    assert (row["text"], row["version"], row["language"]) == ("I agree.", "1", "en")
    assert "ada@" not in str(row).lower()
    assert services.withdraw_consent(purpose="newsletter", address="ada@example.org") == 1
    assert services.withdraw_consent(purpose="newsletter", address="ada@example.org") == 0


@pytest.mark.django_db
def test_what_passed_its_time_is_purged_and_the_rest_stays():
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        codes.issue_code(purpose="test", subject_id="old", address="a@example.org", mail=lambda _code: True)
        RateCounter.objects.create(scope="s", key_digest="k", window=timezone.now())
    codes.issue_code(purpose="test", subject_id="new", address="a@example.org", mail=lambda _code: True)
    RateCounter.objects.create(scope="s", key_digest="k", window=timezone.now())

    services.purge(now=timezone.now() + timedelta(minutes=1))

    assert list(OneTimeCode.objects.values_list("subject_id", flat=True)) == ["new"]
    assert RateCounter.objects.count() == 1


def test_tokens_are_long_random_and_kept_as_digests():
    (first, digest), (second, _other) = tokens.new_token(), tokens.new_token()

    assert len(first) == 43
    assert first != second
    assert digest == tokens.digest(first) != first
