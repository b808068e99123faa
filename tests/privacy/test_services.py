"""Consent, export, erasure and retention, and that no app hides an address from them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import DatabaseError, connection, models
from django.utils import timezone

from coalition.privacy import one_time_codes, registry, services
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
def test_what_stands_is_the_last_line_and_a_withdrawal_is_a_line():
    said = {"purpose": "newsletter", "address": "ada@example.org"}
    words = {"text": "I agree.", "version": "1", "language": "en"}
    services.record_consent(**said, **words)
    services.record_consent(purpose="other", address="ada@example.org", **words)

    row = Consent.objects.values().first()
    assert (row["text"], row["version"], row["language"], "ada@" in str(row).lower()) == (*words.values(), False)
    assert services.withdraw_consent(**said).kind == "withdrawn"
    assert (services.withdraw_consent(**said), services.standing_consent(**said)) == (None, None)
    again = services.record_consent(**said, **words, given_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert services.standing_consent(**said) == again
    assert [row["kind"] for row in services.export(address="ada@example.org")["consents"]] == [
        "given", "given", "withdrawn", "given",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE privacy_consent SET text = 'I agree to more.'",
        "UPDATE privacy_consent SET subject_digest = 'somebody else'",
        "DELETE FROM privacy_consent",
        "TRUNCATE privacy_consent",
    ],
)
def test_the_ledger_of_consents_only_grows(statement):
    line = services.record_consent(purpose="newsletter", address="a@example.org", text="x", version="1", language="en")

    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Consent.objects.values_list("pk", "text", "subject_digest").get() == (line.pk, "x", line.subject_digest)


@pytest.mark.django_db
def test_what_passed_its_time_is_purged_and_the_rest_stays():
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        one_time_codes.issue_code(purpose="test", subject_id="old", address="a@example.org", mail=lambda _code: True)
        RateCounter.objects.create(scope="s", key_digest="k", window=timezone.now())
    one_time_codes.issue_code(purpose="test", subject_id="new", address="a@example.org", mail=lambda _code: True)
    RateCounter.objects.create(scope="s", key_digest="k", window=timezone.now())

    services.purge(now=timezone.now() + timedelta(minutes=1))

    assert list(OneTimeCode.objects.values_list("subject_id", flat=True)) == ["new"]
    assert RateCounter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_purged_stays_so_where_a_later_source_fails(monkeypatch):
    def count(now):
        return RateCounter.objects.all().delete()[0]

    def fail(now):
        raise RuntimeError

    RateCounter.objects.create(scope="s", key_digest="k", window=timezone.now())
    purges = {"counted": count, "failing": fail}
    sources = [registry.PersonalData(name, lambda _a: [], lambda _a: 0, purge) for name, purge in purges.items()]
    monkeypatch.setattr(registry, "_sources", {source.name: source for source in sources})

    with pytest.raises(RuntimeError):
        services.purge()

    assert RateCounter.objects.count() == 0
