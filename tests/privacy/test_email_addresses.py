"""One mailbox is one key, in whatever letters its domain is written."""

import pytest
from django import forms
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from coalition.privacy.email_addresses import (
    AddressField,
    BadDomain,
    address_digest,
    deliverable,
    mailbox_digest,
    normalise,
)

ARABIC = "amina@\u0628\u0644\u062f\u064a\u0629.example"
ENCODED = "amina@xn--ngbcr7f5a.example"


class Form(forms.Form):
    email = AddressField()


def problem(address: str, language: str = "en") -> str:
    with override(language):
        return str(Form({"email": address}).errors.get("email", [""])[0])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (ARABIC, ENCODED),
        (ENCODED.upper(), ENCODED),
        (" Amina@\u0628\u0644\u062f\u064a\u0629\u3002EXAMPLE ", ENCODED),  # the full stop of another script (UTS 46)
        ("a@Stra\u00dfe.example", "a@xn--strae-oqa.example"),  # IDNA 2008 keeps the sharp s
        ("a@\uff54\uff4f\uff57\uff4e.example", "a@town.example"),
        ("a@mu\u0308nchen.example", "a@xn--mnchen-3ya.example"),
        ("a@foo_bar.example", "a@foo_bar.example"),
        ("a@[127.0.0.1]", "a@[127.0.0.1]"),
    ],
)
def test_a_domain_is_encoded_when_an_address_is_normalised(typed, kept):
    assert normalise(typed) == kept
    assert address_digest(typed) == address_digest(kept)
    assert mailbox_digest(typed) == mailbox_digest(kept)
    assert Form({"email": typed}).errors == {} or "_" in typed


@given(st.text(max_size=40))
def test_normalising_never_fails_and_once_is_enough(address):
    assert normalise(normalise(address)) == normalise(address)


@pytest.mark.parametrize(
    "domain", ["\u0628\u0644\u062f\u064a\u0629-.example", "\U0001f4a9.example", "\u200b\u0628..example"]
)
def test_a_domain_that_cannot_be_encoded_is_refused_in_four_languages(domain):
    with pytest.raises(BadDomain):
        deliverable(f"a@{domain}")

    said = {problem(f"a@{domain}", language) for language in ("en", "fr", "es", "ar")}

    assert len(said) == 4
    assert "The part after the @ cannot be the name of a mail server. Please check it." in said


def test_letters_of_other_alphabets_before_the_at_sign_need_a_server_that_takes_them(settings):
    address = "\u0623\u0645\u064a\u0646\u0629@town.example"
    said = {problem(address, language) for language in ("en", "fr", "es", "ar")}
    assert len(said) == 4

    settings.EMAIL_SMTPUTF8 = True
    assert problem(address) == ""
    assert problem("a\u200b\u0628@town.example") != ""


def test_an_address_that_is_too_long_once_encoded_is_refused():
    """A database that refuses it later would answer 500."""
    domain = ".".join(["\u0628\u0644\u062f\u064a\u0629"] * 4) + ".example"
    address = f"{'a' * (250 - len(domain))}@{domain}"
    assert (len(address) < 254, problem(address)) == (True, "This address is too long.")
