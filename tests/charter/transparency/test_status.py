"""What an operator, a monitor and the public are told of the log, and how one that cannot be continued is ended."""

from datetime import timedelta
from io import StringIO

import pgtrigger
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.utils import timezone

from charter.audit import waiting
from charter.audit.whole import audit
from charter.transparency import endings, keys, memory, notes, services, status
from charter.transparency.models import Checkpoint, Cosignature, EndedLog, Leaf, LogSize
from charter.transparency.notes import WITNESS, Signer
from coalition import health
from coalition.users import roles
from tests.factories.charter import accept, staff, submitted

pytestmark = pytest.mark.django_db

TOWN = Signer("town.example/charter", WITNESS, Ed25519PrivateKey.from_private_bytes(bytes([7] * 32)))
VILLAGE = Signer("village.example/charter", WITNESS, Ed25519PrivateKey.from_private_bytes(bytes([8] * 32)))
POLICY = f"witness town {TOWN.verifier}\nwitness village {VILLAGE.verifier}\ngroup both all town village\nquorum both"


def cosign(checkpoint: Checkpoint, *witnesses: Signer) -> None:
    text, moment = notes.split(checkpoint.note)[0], timezone.now().replace(microsecond=0)
    for one in witnesses:
        line, key = one.sign(text, moment=int(moment.timestamp())), str(one.verifier)
        Cosignature.objects.create(checkpoint=checkpoint, witness=one.name, key=key, line=line, at=moment)


def said() -> str:
    out = StringIO()
    call_command("log_status", stdout=out)
    return out.getvalue()


def test_too_few_witnesses_are_told_to_operator_monitor_editor_and_public(settings, client):
    settings.CHARTER_LOG_POLICY = POLICY
    editor = staff(roles.CHARTER_REVIEWERS)
    accept(submitted())
    first = services.sign_checkpoint()
    cosign(first, TOWN, VILLAGE)
    assert health.check_log() == {"ok": True, "leaves": first.size, "signed": first.size, "enough_witnesses": True}
    assert "That is as many witnesses as the network asks for." in client.get("/en/charter/ledger/").content.decode()
    assert [line.count for line in waiting.log(editor)] == [0, 0]
    accept(submitted())
    second = services.sign_checkpoint()
    cosign(second, TOWN)
    found = status.look()
    assert (found.met, found.unmet_since) == (first, second.made_at)
    words = said()
    assert f"Witness town: saw {second.size} leaves" in words
    assert f"the last checkpoint with enough has {first.size} leaves" in words
    page = client.get("/en/charter/ledger/").content.decode()
    assert "The network asks for more witnesses. The last checkpoint that enough of them signed" in page
    assert [(line.count, line.since) for line in waiting.log(editor)] == [(0, None), (1, second.made_at)]
    assert health.check_log()["ok"]
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert health.check_log()["reason"] == "too few witnesses cosign the log: see manage.py log_status"


@pytest.fixture
def restored(settings, tmp_path):
    """A database that is older than what was signed: the second signature is gone."""
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")
    accept(submitted())
    first = services.sign_checkpoint()
    for _number in range(3):
        services.append(services.Record(Leaf.Kind.HEAD, f"2026-01-0{_number + 1}", {}))
    lost = services.sign_checkpoint()
    with pgtrigger.ignore():
        Checkpoint.objects.filter(pk=lost.pk).delete()
        Leaf.objects.filter(index__gte=first.size).delete()
    LogSize.objects.update(size=first.size)
    return settings, first, lost


def test_an_older_copy_of_the_database_stops_the_signing_and_everybody_is_told(restored, client):
    _settings, _first, lost = restored
    accept(submitted())
    editor = staff(roles.CHARTER_REVIEWERS)
    why = f"of {lost.size} leaves has another root: what stood there was changed"
    why = f"the last checkpoint in the file beside it {why}"
    with pytest.raises(services.Rewritten):
        services.sign_checkpoint()
    with pytest.raises(CommandError, match="Nothing more is signed"):
        said()
    assert health.check_log()["reason"] == f"the log is not signed: {why}; see manage.py log_status"
    assert "No newer checkpoint is signed at present" in client.get("/en/charter/ledger/").content.decode()
    assert [line.count for line in waiting.log(editor)] == [1, 0]


@pytest.mark.parametrize("note", ["rubbish", "log\n12\nAAAA\n\n\u2014 log AAAA\n"], ids=["no note", "no hash"])
def test_a_checkpoint_that_cannot_be_read_stops_the_signing_and_breaks_no_page(settings, tmp_path, client, note):
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")
    accept(submitted())
    memory.keep(note)

    with pytest.raises(services.Rewritten, match="the last checkpoint in the file beside it cannot be read"):
        services.sign_checkpoint()
    with pytest.raises(CommandError, match="Nothing more is signed"):
        said()
    assert "No newer checkpoint is signed at present" in client.get("/en/charter/ledger/").content.decode()


def test_a_log_that_cannot_be_continued_is_ended_in_public_and_another_one_begins(restored, client):
    settings, first, lost = restored
    old = keys.origin()
    with pytest.raises(CommandError, match="was the name of a log: set CHARTER_LOG_ORIGIN"):
        call_command("begin_log", why="A disk failed.")
    settings.CHARTER_LOG_ORIGIN = "coalition.example/data/charter-log/2"
    with pytest.raises(CommandError, match="Say why"):
        call_command("begin_log", why=" ")
    out = StringIO()
    call_command("begin_log", why="A disk failed.", stdout=out)
    assert lost.note in out.getvalue()
    ended = EndedLog.objects.get()
    assert (ended.origin, ended.left, ended.note) == (old, first.size, lost.note)
    newest = Checkpoint.objects.first()
    assert (notes.Checkpoint.parse(notes.split(newest.note)[0]).origin, newest.size) == (
        settings.CHARTER_LOG_ORIGIN,
        first.size + 1,
    )
    assert memory.last() == newest.note
    report = audit()
    assert report.faults == []
    assert report.ended[0].endswith(f"{first.size} leaves of it go on in {settings.CHARTER_LOG_ORIGIN}: A disk failed.")
    assert [fault.message for fault in audit(checkpoints=[lost.note]).faults] != []  # who kept it elsewhere still knows
    page = client.get("/en/charter/ledger/").content.decode()
    assert "the log could not be continued" in page
    assert "A disk failed." in page
    with pytest.raises(endings.NotNow, match="The log can be continued"):
        endings.end(why="Again.")


def test_the_end_of_a_log_is_in_the_next_one(restored):
    settings, _first, _lost = restored
    settings.CHARTER_LOG_ORIGIN = "coalition.example/data/charter-log/2"
    endings.end(why="A disk failed.")
    with pgtrigger.ignore():
        EndedLog.objects.update(why="Nothing happened.")
    assert [fault.message.partition(" with the digest")[0] for fault in audit().faults] == ["the end of a log"]
