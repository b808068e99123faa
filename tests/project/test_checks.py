"""The house rules that `manage.py check` tells: each holds, and each is seen to be broken."""

from pathlib import Path

import pytest
from django.core.checks.registry import registry
from procrastinate.contrib.django import app

from coalition.mail import checks as mail
from coalition.members import checks as members
from coalition.members.signals import governments_merged
from coalition.pages import checks as pages
from coalition.privacy import checks as privacy
from coalition.privacy.forms import ProtectedForm
from coalition.uploads import checks as uploads
from coalition.users import checks as users

OURS = {checks.__name__ for checks in (mail, members, pages, privacy, uploads, users)}
HINTLESS = "A rule without a hint helps nobody to mend it."


def ids(found) -> list[str]:
    assert all(message.hint for message in found), HINTLESS
    return [message.id for message in found]


def test_every_house_rule_holds_and_asks_no_database():
    """The first `migrate` of an empty database runs the checks too."""
    rules = [rule for rule in registry.registered_checks if rule.__module__ in OURS]

    assert len(rules) >= 6
    found = [message for rule in rules for message in rule(app_configs=None)]
    assert [message for message in found if not str(message.obj).startswith("<class 'tests.")] == []


WORDS = "{% if discreet %}Hello{% else %}Your seat{% endif %}"


def test_no_periodic_task_piles_up_behind_a_worker_that_is_away():
    tasks = [found.task for found in app.periodic_registry.periodic_tasks.values()]
    ours = [task for task in tasks if not task.func.__module__.startswith("procrastinate.")]

    assert len(ours) > 10
    assert [task.name for task in ours if not task.queueing_lock] == []


def test_a_public_form_that_nothing_limits(monkeypatch):
    class Endless(ProtectedForm):
        scope = "endless"

    monkeypatch.setattr(privacy, "below", lambda _form: [Endless])

    assert ids(privacy.check_scopes()) == ["privacy.E001"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{% blocktranslate %}{{ name }}: {{ text }}{% endblocktranslate %}{{ code|language }}", []),
        ("{{ code|language_name }}", ["pages.E004"]),
        ("<strong>{{ name }}</strong>: {{ text }}", ["pages.E005"]),
        ('{% translate "Subject" %}: {{ text }}', ["pages.E005"]),
    ],
)
def test_a_template_that_is_right_in_one_language_alone(tmp_path: Path, monkeypatch, words, told):
    (tmp_path / "page.html").write_text(words)
    monkeypatch.setattr(pages, "template_folders", lambda: [tmp_path])

    assert ids(pages.check_templates()) == told


def test_a_cms_without_a_second_factor(settings):
    settings.MFA_REQUIRED, settings.DEMO = False, False

    assert ids(users.check_second_factor()) == ["users.E001"]


def test_an_app_that_hears_of_no_merge_lets_no_government_have_what_one_cannot(monkeypatch):
    monkeypatch.setattr(governments_merged, "receivers", [])

    found = members.check_merges()

    assert set(ids(found)) == {"members.E001"}
    assert {message.obj.model._meta.app_label for message in found} == {"charter", "figures", "home", "members"}
