"""The certificate as a screen reader meets it: PDF/UA-1 (ISO 14289-1), looked at by a library that did not make it.

Typst refuses to compile what it finds inaccessible. These tests read the signed file itself: the signature comes after.
"""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest

from charter.certificates.certificate_pdf import render
from charter.certificates.pdf_signature import sign
from tests.charter.certificates.facts import NAMES, plain_facts

from .test_build import LANGUAGES, printed

pytestmark = pytest.mark.attack

DRAWN = {*("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE")}
ARTIFACT, NOWHERE = "artifact", "nowhere"  # decoration, and what is neither tagged nor decoration


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def pdf(language) -> Iterator[pikepdf.Pdf]:
    signed = sign(render(plain_facts(), language), name="Coalition", reason="Certificate", location="France")
    with pikepdf.open(BytesIO(signed.pdf)) as opened:
        yield opened


def below(node: pikepdf.Object) -> Iterator[pikepdf.Object | int]:
    """Return the elements, the pieces of the page (their numbers) and the references below `node`, as they are read."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield kid
        if is_element(kid):
            yield from below(kid)


def is_element(node: object) -> bool:
    return isinstance(node, pikepdf.Dictionary) and "/S" in node


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Return the structure's elements, in reading order."""
    return [node for node in below(pdf.Root.StructTreeRoot) if is_element(node)]


def pieces(pdf: pikepdf.Pdf) -> list[int]:
    """Return the numbers of the page's pieces, in reading order."""
    return [node for node in below(pdf.Root.StructTreeRoot) if isinstance(node, int)]


def marks(pdf: pikepdf.Pdf) -> list[int | str]:
    """Return where each thing that the page draws belongs: the number of its piece, ARTIFACT or NOWHERE."""
    open_marks: list[int | str] = [NOWHERE]
    found: list[int | str] = []
    for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BMC", "BDC"):
            properties = operands[1] if operator == "BDC" else {}
            inherited = ARTIFACT if operands[0] == "/Artifact" else open_marks[-1]
            open_marks.append(int(properties["/MCID"]) if "/MCID" in properties else inherited)
        elif operator == "EMC":
            open_marks.pop()
        elif operator in DRAWN:
            found.append(open_marks[-1])
    return found


def test_the_document_says_what_it_is(pdf, language):
    title = printed(language)["title"]

    with pdf.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["dc:title"] == title
    assert NAMES[language] in title
    assert str(pdf.Root.Lang) == language
    assert {key: bool(value) for key, value in pdf.Root.MarkInfo.items()} == {"/Marked": True, "/Suspects": False}
    direction = "/R2L" if language == "ar" else "/L2R"
    view = pdf.Root.ViewerPreferences
    assert (bool(view.DisplayDocTitle), str(view.Direction)) == (True, direction)
    assert (len(pdf.pages), str(pdf.pages[0].Tabs)) == (1, "/S")


def test_everything_that_is_drawn_is_tagged_or_decoration(pdf):
    found = marks(pdf)

    assert NOWHERE not in found
    assert {ARTIFACT, *pieces(pdf)} >= set(found)
    assert pieces(pdf) == list(range(len(pieces(pdf))))  # read in the order of the file, each once
    numbers = iter(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(key): owners for key, owners in zip(numbers, numbers, strict=True)}
    assert len(parents[int(pdf.pages[0].StructParents)]) == len(pieces(pdf))
