"""The public check of a file tells in words what the proof inside it shows, and what it does not."""

import pytest

from charter.certificates import checking, showing
from charter.certificates.models import Certificate
from charter.transparency.notes import BadNote
from tests.charter.certificates.test_checking import made

pytestmark = pytest.mark.django_db


def look(client, row: Certificate, language: str = "en") -> str:
    answer = client.get(f"/{language}/charter/verify/file/{row.sha256}/")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_a_proof_that_holds_is_told(client, tmp_path):
    signature, _path = made(tmp_path)
    row = Certificate.objects.issued().get(signature=signature)

    text = look(client, row)

    proof = showing.proof_in(row)
    assert f"was entry {row.entry.sequence} of the ledger when the public log" in text
    assert f"had {proof.size} records. We checked it just now" in text
    assert "not that the signature is still in force" in text


def test_a_proof_of_another_entry_or_one_that_does_not_hold_is_said_aloud(client, tmp_path, monkeypatch):
    signature, _path = made(tmp_path)
    row = Certificate.objects.issued().get(signature=signature)
    genuine = checking.check(bytes(row.pdf))
    other = checking.Checked(genuine.checkpoint, {**genuine.opened, "about": "999"})
    monkeypatch.setattr(checking, "check", lambda pdf: other)
    assert "The proof inside this file does not hold." in look(client, row)

    def refuse(pdf: bytes) -> None:
        raise BadNote("the path leads elsewhere")

    monkeypatch.setattr(checking, "check", refuse)
    text = look(client, row)
    assert "The proof inside this file does not hold." in text
    assert "We checked it just now" not in text
