"""The site history tells what people did, in words and in the language of who reads it."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.log_actions import log, registry
from wagtail.models import ModelLogEntry

from coalition.users import roles
from tests.factories.charter import shown, staff, submitted
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
NAME = re.compile(r"[a-z_]+\.[a-z_]+")


def our_actions() -> dict[str, str]:
    return {name: str(label) for name, label in registry.get_choices() if not name.startswith(("wagtail", "localize"))}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_action_is_told_in_words_of_each_language(language):
    with override("en"):
        english = our_actions()
        told = {name: registry.formatters[name].format_message(None) for name in english}
    with override(language):
        words = our_actions()
        messages = {name: str(registry.formatters[name].format_message(None)) for name in words}

    assert [name for name, label in words.items() if not label or NAME.fullmatch(label)] == []
    same = [name for name in words if words[name] == english[name] or messages[name] == str(told[name])]
    assert language == "en" or same == []


def test_what_has_no_words_is_not_logged():
    with pytest.raises(ValidationError):
        log(instance=LocalGovernmentFactory(), action="members.unheard_of")


def test_reviewers_read_who_published_a_signature(client):
    signature = submitted(act_file_sha256="a" * 64)
    page = f"/cms/charter/signatures/inspect/{signature.pk}/"
    checks = {"mandate": "on", "act": "on", "domain": "on", "call_back": "Switchboard."}
    for name, decision, typed in (("first", "check_authority", checks), ("second", "publish", {})):
        client.force_login(staff(roles.CHARTER_REVIEWERS, name))
        client.post(page, {**shown(signature), "decision": decision, **typed})

    entries = ModelLogEntry.objects.filter(user__username__in=["first", "second"]).order_by("pk")
    assert [(entry.user.username, entry.label, str(entry.message)) for entry in entries] == [
        ("first", str(signature), "Checked the authority of a signature"),
        ("second", str(signature), "Published a signature, as the second person"),
    ]
