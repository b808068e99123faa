"""Office documents: what would run, fetch or carry something is refused, however it is hidden; plain ones are taken."""

import io
import zipfile

import pytest

from charter.followup import model_act
from coalition.uploads.files import OFFICE, inspect_file
from coalition.uploads.inspector.office import document
from coalition.uploads.inspector.verdict import Refused
from tests.uploads import office


@pytest.mark.parametrize("name", office.REFUSED)
def test_a_hostile_document_is_refused_for_its_cause(name):
    content, cause = office.REFUSED[name]
    with pytest.raises(Refused) as refusal:
        document.inspect(content)
    assert refusal.value.cause is cause


@pytest.mark.parametrize("name", office.TAKEN)
def test_a_plain_document_is_taken_as_it_was_sent(name):
    assert document.inspect(office.TAKEN[name]) in OFFICE


def test_what_word_processors_write_is_taken():
    content = model_act.write_docx([model_act.Paragraph("Guide")], title="Guide", language="en", right_to_left=False)
    clean = inspect_file(content, "library")
    assert (clean.kind, clean.extension, clean.content, clean.sha256) == ("office", "docx", content, clean.sent_sha256)


def test_a_document_written_as_a_stream_is_taken():
    target = Stream()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in office.parts("xlsx").items():
            archive.writestr(name, part)
    assert document.inspect(target.getvalue()) == office.KINDS["xlsx"][0]


class Stream(io.BytesIO):
    """Where nobody can go back, as where a server writes: the sizes of each part follow it."""

    def seekable(self) -> bool:
        return False

    def seek(self, *place):
        raise io.UnsupportedOperation

    def tell(self):
        raise io.UnsupportedOperation
