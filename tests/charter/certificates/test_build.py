"""The certificate's page: what it says in each language, its square, its direction, and what people may type."""

import subprocess
from datetime import UTC, date, datetime
from io import BytesIO
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pikepdf
import pytest
import zxingcpp
from django.urls import resolve
from django.utils import translation
from PIL import Image

from charter.certificates.certificate_content import Act, LedgerHead
from charter.certificates.certificate_pdf import content, render
from coalition.certificates.pdf import latin

from .facts import DIGEST, HEAD, NAMES, plain_facts

XHTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGES = ["en", "fr", "es", "ar"]


# Without lam-alef: poppler writes the two letters of that ligature in the wrong order.
def poppler(pdf: bytes, *command: str) -> str:
    """Return what a tool of poppler says of `pdf`."""
    result = subprocess.run(command, input=pdf, capture_output=True, timeout=30)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


def words(pdf: bytes, *arguments: str) -> str:
    """Return the text of `pdf` on one line, as a reader copies it, or with `-raw` in the order of the file."""
    marks = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
    return " ".join(poppler(pdf, "pdftotext", *arguments, "-", "-").translate(marks).split())


def printed(language: str, **changes) -> dict:
    """Return the content of a certificate before it is drawn."""
    with translation.override(language):
        return content(plain_facts(**changes), language)


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_it_says_what_was_signed(language):
    text = words(render(plain_facts(), language))

    expected = [NAMES[language], NAMES["fr"], "42", "Conseil municipal", "2026-15", "Maëlle Kerrien", "Maire"]
    expected += [DIGEST, HEAD, "1234", "K7QM-2VXD-9RTB", f"/{language}/charter/verify/"]
    assert [word for word in expected if word not in text] == []


def test_the_whole_text_in_english():
    assert words(render(plain_facts(), "en"), "-raw") == (
        "Coalition of local governments Certificate of accession Commune of Example-on-Sea Commune d’Exemple-sur-Mer "
        "France has acceded to version 2 of the charter “Towns against violence”. "
        "Signature No. 42 12 June 2026 Signed by Maëlle Kerrien Maire "
        "Act of the council Conseil municipal No. 2026-15 15 January 2026 "
        f"SHA-256 of the text signed: version 2, French {DIGEST} "
        f"Fingerprint of the public ledger: entry 1234, 12 June 2026 {HEAD} "
        "Check this certificate Scan the square, open the address, or drop this file there. No account is needed. "
        "Verification code K7QM-2VXD-9RTB 127.0.0.1:8000/en/charter/verify/ K7QM-2VXD-9RTB/"
    )


def test_the_same_facts_make_the_same_bytes():
    other_order = dict(reversed(NAMES.items()))

    assert render(plain_facts(), "ar") == render(plain_facts(names=other_order), "ar")
    assert render(plain_facts(), "ar") != render(plain_facts(number=43), "ar")
    assert render(plain_facts(), "ar") != render(plain_facts(made_at=datetime(2026, 6, 13, tzinfo=UTC)), "ar")


@pytest.mark.parametrize("typed", ["#panic() $x^2$ *bold*", "@someone [a]", '" _a_', "`#1` \\# <b> //"])
def test_what_people_type_is_never_markup(typed):
    act = Act(f"Body {typed}", f"1 {typed} 2", date(2026, 1, 15))
    pdf = render(plain_facts(names={"en": f"Town {typed} end"}, signatory_name=typed, act=act), "en")

    text = words(pdf)
    assert [part in text for part in (f"Town {typed} end", f"Body {typed}", f"1 {typed} 2")] == [True] * 3


def test_control_signs_and_direction_overrides_are_left_out():
    page = printed("en", names={"en": "Safe\u202e town\x07\n of\u2066 nowhere"}, signatory_name="A\u200fB")

    assert page["government"] == "Safe town of nowhere"
    assert page["facts"][1]["value"] == "AB"


def test_letters_that_no_font_has_are_written_in_latin_letters():
    text = words(render(plain_facts(names={"en": "北京 (Москва)", "fr": "Pékin"}, signatory_name="Ελένη"), "en"))

    assert "BeiJing (Moskva) Pékin" in text
    assert "Eleni" in text


@pytest.mark.parametrize(
    "typed", ["José µ", "\u0620\u063b\u063c\u063e\u063f", "\ue000", "\u06f9“\u0656", "a\u0323\u20dd\ufeff"]
)
def test_no_name_leaves_a_certificate_unmade_and_what_the_fonts_hold_stays(typed):
    facts = plain_facts(names={"en": "بَلَدية Łódź"}, signatory_name=typed)

    assert "Łódź" in words(render(facts, "en"))
    assert latin("µ \ue000 ج\u0620 Łé") == "u ? جy Łé"


def test_the_longest_answers_fit_on_the_page():
    longest = ("Abcdefghi " * 20).strip()
    pdf = render(
        plain_facts(
            names={"en": longest, "fr": longest.upper()},
            signatory_name=longest,
            signatory_role=longest,
            charter_titles={"en": longest},
            act=Act(longest, longest[:100], date(2026, 1, 15)),
            ad_referendum_until=date(2026, 9, 30),
            demonstration=True,
        ),
        "en",
    )

    assert len(pikepdf.open(BytesIO(pdf)).pages) == 1
    assert "K7QM-2VXD-9RTB" in words(pdf)


def test_a_demonstration_says_so_and_nothing_else_does():
    sentence = "Demonstration: a fictional signature, without any value"

    assert words(render(plain_facts(demonstration=True), "en")).startswith(sentence)
    assert "Demonstration" not in words(render(plain_facts(), "en"))


def test_trusted_time_is_claimed_only_when_there_is_one(settings):
    head = LedgerHead(7, HEAD, datetime(2026, 6, 12, tzinfo=UTC), trusted_time=True)

    assert [proof["label"] for proof in printed("en", ledger=head)["proofs"]][1] == (
        "Fingerprint of the public ledger: entry 7, 12 June 2026, trusted time (RFC 3161)"
    )
    assert printed("en")["proofs"][1]["label"].endswith("entry 1234, 12 June 2026")  # nothing to be missed
    settings.CHARTER_TSA_URL = settings.CHARTER_TSA_CERTIFICATE = "an authority"
    assert printed("en")["proofs"][1]["label"].endswith("12 June 2026, no trusted time")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_square_is_read_as_the_address_of_the_signature(language):
    picture = subprocess.run(
        ["pdftoppm", "-png", "-r", "100", "-singlefile", "-"],
        input=render(plain_facts(code="ABCD-2345-WXYZ"), language),
        capture_output=True,
        check=True,
        timeout=30,
    )
    with Image.open(BytesIO(picture.stdout)) as page:
        found = zxingcpp.read_barcodes(page.convert("L"))

    address = f"http://127.0.0.1:8000/{language}/charter/verify/ABCD-2345-WXYZ/"
    assert [(code.format, code.text) for code in found] == [(zxingcpp.BarcodeFormat.QRCode, address)]
    with translation.override(language):
        assert resolve(urlsplit(address).path).kwargs == {"code": "ABCD-2345-WXYZ"}


def beginnings(language: str) -> tuple[float, dict[str, float]]:
    """Return the width of the page, and how far from the edge where reading begins each word of it begins."""
    page = ElementTree.fromstring(poppler(render(plain_facts(), language), "pdftotext", "-bbox", "-", "-"))  # noqa: S314
    width = float(next(page.iter(f"{XHTML}page")).get("width", 0))
    side = "xMax" if language == "ar" else "xMin"
    found = {word.text or "": float(word.get(side, 0)) for word in page.iter(f"{XHTML}word")}
    found |= {word[::-1]: place for word, place in found.items()}  # poppler may write letters as they lie on the page
    return width, {word: round(width - place if language == "ar" else place, 1) for word, place in found.items()}


def test_arabic_is_the_mirror_image():
    """Panel, columns, and where each line begins; a page in one direction for all would have them on one side."""
    width, english = beginnings("en")
    _width, arabic = beginnings("ar")
    shared = (DIGEST, HEAD, "Maire", "K7QM-2VXD-9RTB")

    assert [arabic[word] for word in shared] == [english[word] for word in shared]
    assert english[DIGEST] < english["Maire"] < width / 2 < english["K7QM-2VXD-9RTB"]
    first, second = printed("ar")["heading"].split()
    assert arabic[first] == arabic[DIGEST] < arabic[second]


@pytest.mark.parametrize(("language", "office"), [("en", "Secretary General"), ("ar", "رئيسة الشبكة")])
def test_it_names_who_issues_it_in_each_language(settings, language, office):
    assert printed(language)["issuer"] is None
    settings.CHARTER_ISSUER_NAME = "Ines Ferrer"
    settings.CHARTER_ISSUER_OFFICE = "en=Secretary General;ar=رئيسة الشبكة"
    assert (printed(language)["issuer"]["name"], printed(language)["issuer"]["office"]) == ("Ines Ferrer", office)
    pdf = render(plain_facts(), language)
    assert [word for word in ("Ines", *office.split()) if word not in words(pdf)] == []
    assert poppler(pdf, "pdfinfo", "-").count("Pages:           1\n") == 1
