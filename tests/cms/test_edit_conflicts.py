"""Two people at one row of the CMS: who saves second is told what it says now, and what they typed is kept."""

import pytest
from django.urls import reverse
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import get_snippet_models

from coalition.cms.edit_conflicts import KnowsItsVersion, LockedEditView
from coalition.cms.revisions import RevisedEditView
from coalition.figures.models import Territory
from tests.factories.members import ContactFactory, LocalGovernmentFactory

from .typed import form_of

pytestmark = pytest.mark.django_db


def edit(row):
    return reverse(type(row).snippet_viewset.get_url_name("edit"), args=[row.pk])


def territory():
    row = Territory.objects.create(code="north", names={"en": "The North"})
    row.governments.add(LocalGovernmentFactory())
    return row, "name_en", ["Above", "Beyond"], "It now says: Above · Name in English: Above."


def contact():
    return ContactFactory(name="Ada"), "role", ["Mayor", "Deputy"], "It now says: Ada, Mayor · Role: Mayor."


@pytest.mark.parametrize("made", [territory, contact])
def test_who_saves_second_is_told_and_decides(admin_client, made):
    row, name, typed, words = made()
    first, second = (form_of(admin_client.get(edit(row))) | {name: value} for value in typed)

    assert admin_client.post(edit(row), first).status_code == 302
    refused = admin_client.post(edit(row), second)

    assert "Somebody else changed this while you had it open, so nothing was saved." in refused.text
    assert words in refused.text
    assert refused.context["form"][name].value() == typed[1]
    assert form_of(admin_client.get(edit(row)))[name] == typed[0]
    assert admin_client.post(edit(row), form_of(refused)).status_code == 302
    assert form_of(admin_client.get(edit(row)))[name] == typed[1]


def test_what_a_territory_is_made_of_is_a_part_of_what_was_opened(admin_client):
    row = territory()[0]
    opened = form_of(admin_client.get(edit(row)))
    row.governments.add(LocalGovernmentFactory())

    shown = admin_client.post(edit(row), opened).text

    names = ", ".join(str(government) for government in row.governments.all())
    assert f"It now says: The North · Local governments: {names}. What you typed" in shown
    assert Territory.objects.get().governments.count() == 2


def test_each_field_that_says_something_else_is_told_with_what_it_says(admin_client):
    row = ContactFactory(name="Ada", role="Mayor", email="old@town.example", language="fr")
    opened = form_of(admin_client.get(edit(row)))
    first = {"email": "", "phone": "+220 1", "language": "es", "mandate_end": "2027-01-31"}

    assert admin_client.post(edit(row), opened | first).status_code == 302
    shown = admin_client.post(edit(row), opened | {"role": "Deputy", "phone": "+220 1"}).text

    told = "Ada, Mayor · Role: Mayor · Email: – · Language: Spanish · Mandate ends: 31 January 2027."
    assert f"It now says: {told} What you typed" in shown


def test_every_row_that_people_edit_in_the_cms_is_guarded():
    bare = []
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        if type(viewset.permission_policy) is not ModelPermissionPolicy:
            continue  # nobody edits them
        form = viewset.get_edit_handler().get_form_class()
        knows = issubclass(viewset.edit_view_class, LockedEditView) and issubclass(form, KnowsItsVersion)
        if not (knows or issubclass(viewset.edit_view_class, RevisedEditView)):
            bare.append(model.__name__)

    assert bare == []
