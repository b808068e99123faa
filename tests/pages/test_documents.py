"""Documents in the CMS: every door by which a file comes in reads it in a process of its own, and takes clean ones."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, UploadedFile

from coalition.uploads.inspector.verdict import Cause
from coalition.uploads.refusals import LIBRARY
from tests.uploads import hostile, office
from tests.uploads.files import PLAIN_PDF
from tests.uploads.test_hostile import read_here

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

HIDDEN_IN_A_PICTURE = hostile.CLEANED["jpeg with html behind it"]
OTHERWISE = {  # what council acts are not, and the library takes or refuses for another cause
    "10 MB and one byte": Cause.BROKEN_PDF, "pdf with 101 pages": None, "docx": Cause.BROKEN_OFFICE,
}  # fmt: skip
CASES = {
    name: (content, OTHERWISE.get(name, cause))
    for name, (content, cause) in (hostile.REFUSED | office.REFUSED).items()
    if content and OTHERWISE.get(name, cause)
}
ONE_OF_EACH = {cause: name for name, (_content, cause) in CASES.items()}
DOORS = ("add", "edit", "chooser", "many")


def send(client, door: str, content: bytes, name: str = "guide.pdf") -> str:
    """Send a file by `door`; return what the CMS answers."""
    sent = SimpleUploadedFile(name, content, content_type="application/pdf")
    told = {"title": "Guide", "collection": Collection.get_first_root_node().pk, "tags": ""}
    if door == "many":
        response = client.post(reverse("wagtaildocs:add_multiple"), {**told, "files[]": sent})
        answer = json.loads(response.content)
        return answer.get("error_message", "")
    if door == "chooser":
        prefixed = {f"document-chooser-upload-{key}": value for key, value in told.items()}
        address = reverse("wagtaildocs_chooser:create")
        return client.post(address, {**prefixed, "document-chooser-upload-file": sent}).content.decode()
    address = reverse("wagtaildocs:add")
    if door == "edit":
        document = get_document_model().objects.create(title="Old", file=SimpleUploadedFile("old.pdf", PLAIN_PDF))
        address = reverse("wagtaildocs:edit", args=[document.pk])
    return client.post(address, {**told, "file": sent}).content.decode()


def stored(rows=None) -> list[bytes]:
    """Return what is kept, of `rows` or of all documents but the one that is changed."""
    found = []
    ours = get_document_model().objects.exclude(title="Old").order_by("pk")
    for row in ours if rows is None else rows:
        with row.file.open() as file:
            found.append(file.read())
    return found


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("cause", ONE_OF_EACH)
def test_every_door_says_why(admin_client, monkeypatch, door, cause):
    read_here(monkeypatch)
    content, _cause = CASES[ONE_OF_EACH[cause]]
    assert str(LIBRARY[cause]) in send(admin_client, door, content).replace("&#x27;", "'")
    assert stored() == []
    assert stored(get_document_model().objects.all()) == ([PLAIN_PDF] if door == "edit" else [])


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("content", "ending"),
    [(PLAIN_PDF, "pdf"), (office.made(), "docx"), (office.INNER, "xlsx"), (office.made("pptx"), "pptx")],
)
def test_clean_files_come_in_as_they_were_sent_and_are_called_what_they_are(admin_client, door, content, ending):
    send(admin_client, door, content, "../guide.html")
    document = get_document_model().objects.get()
    assert (stored([document]), document.file_extension, document.file_size) == ([content], ending, len(content))


@pytest.mark.parametrize("door", DOORS)
def test_a_picture_comes_in_without_what_was_behind_it(admin_client, door):
    send(admin_client, door, HIDDEN_IN_A_PICTURE)
    document = get_document_model().objects.get()
    [kept] = stored([document])
    assert (kept[:3], b"<script" in kept, document.file_extension) == (b"\xff\xd8\xff", False, "jpg")


def test_a_file_that_waits_for_its_title_is_the_clean_one(admin_client):
    """A door that keeps many files sets one aside whose title does not do, and takes it from there later."""
    sent = SimpleUploadedFile("guide.pdf", HIDDEN_IN_A_PICTURE)
    told = {"title": "x" * 300, "collection": Collection.get_first_root_node().pk, "files[]": sent}
    answer = json.loads(admin_client.post(reverse("wagtaildocs:add_multiple"), told).content)
    [kept] = stored([UploadedFile.objects.get(pk=answer["uploaded_file_id"])])
    assert b"<script" not in kept
