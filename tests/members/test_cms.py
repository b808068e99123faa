import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from coalition.members.models import LocalGovernment
from coalition.users import roles
from tests.factories.charter import staff
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db

IMPORT = "/cms/network/import/"
FILE = "code,name_en,name_ar,kind,country\nEC-Q,Quito,كيتو,metropolis,EC\n"


@pytest.fixture
def editor(client):
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    return client


def address(view, *args):
    return reverse(LocalGovernment.snippet_viewset.get_url_name(view), args=args)


def upload(text, name="members.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return {"file": SimpleUploadedFile(name, data, "text/csv")}


def form_values(html):
    """Return the values of the first form with names of an editor's page."""
    hidden = re.findall(r'<input [^>]*type="hidden"[^>]*>', html)
    pairs = (dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in hidden)
    return {pair["name"]: pair["value"] for pair in pairs if "name" in pair and "value" in pair}


def test_import_shows_first_and_writes_when_confirmed(editor):
    preview = editor.post(IMPORT, upload(FILE)).content.decode()
    assert LocalGovernment.objects.count() == 0
    assert "<li>New: 1</li><li>Changed: 0</li><li>Unchanged: 0</li><li>Error: 0</li>" in preview
    confirmed = form_values(preview)
    response = editor.post(IMPORT, confirmed)
    assert (response.status_code, response["Location"]) == (302, address("list"))
    assert list(LocalGovernment.objects.values_list("code", "names")) == [("EC-Q", {"en": "Quito", "ar": "كيتو"})]
    second = editor.post(IMPORT, confirmed).content.decode()
    assert "<li>New: 0</li><li>Changed: 0</li><li>Unchanged: 1</li><li>Error: 0</li>" in second


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            lambda: upload(b"code\n\x81\x8d"),
            "This file cannot be read as text. Save it as “CSV UTF-8” in your spreadsheet and upload it again.",
        ),
        (lambda: upload(b"x" * 500_001), "This file is larger than 500 kB. Split it into several."),
        (lambda: {"content": "%%%"}, "The preview was damaged. Upload the file again."),
        (dict, "This field is required."),
    ],
)
def test_import_says_what_is_wrong_with_a_file(editor, data, message):
    response = editor.post(IMPORT, data())
    assert (response.status_code, message in response.content.decode()) == (200, True)


def editor_form(**values):
    words = {"language": "en", "summary": "Words.", "body": "null"}
    inline = nested_form_data({"profiles": inline_formset([words]), "offices": inline_formset([])})
    facts = {"name_en": "Quito", "name_ar": "كيتو", "code": "EC-Q", "kind": "metropolis", "country": "EC"}
    return {**inline, **facts, "member": "on", "official_domains": "Quito.Example", "languages": "es", **values}


def test_an_editor_makes_a_government_with_its_words(editor):
    response = editor.post(address("add"), editor_form())
    assert response.status_code == 302, response.context["form"].errors
    government = LocalGovernment.objects.get()
    assert (government.names, government.slug) == ({"en": "Quito", "ar": "كيتو"}, "quito")
    assert government.official_domains == ["quito.example"]
    assert list(government.profiles.values_list("language", "summary")) == [("en", "Words.")]


@pytest.mark.parametrize("query", ["jenine", "Jénine", "جنين", "PS-JEN"])
def test_list_and_chooser_find_any_name(editor, query):
    LocalGovernmentFactory(code="PS-JEN", country="PS", names={"en": "Jenin", "fr": "Jénine", "ar": "جنين"})
    LocalGovernmentFactory(code="EC-Q", country="EC", names={"en": "Quito"})
    chooser = reverse(LocalGovernment.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    for place in (address("list_results"), chooser):
        text = editor.get(place, {"q": query}).content.decode()
        assert ("Jenin" in text, "Quito" in text) == (True, False)


def test_no_sign_that_nobody_sees_is_stored_and_lines_stay(editor):
    lines = {"profiles-0-summary": "One\u202e.\r\nTwo\x07."}
    editor.post(address("add"), editor_form(name_en="Qui\u202eto\r\nTwo", **lines))

    government = LocalGovernment.objects.get()
    assert (government.names["en"], government.profiles.get().summary) == ("Quito Two", "One.\r\nTwo.")


@pytest.mark.parametrize("typed", ["1e308", "-1e400", "NaN", "Infinity"])
def test_a_coordinate_that_is_nowhere_is_refused_beside_the_field(editor, typed):
    response = editor.post(address("add"), editor_form(latitude=typed))

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["latitude"])
