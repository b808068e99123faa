"""The log in public, and the witnesses that follow it: real ones, on this machine."""

import hashlib
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager

import pgtrigger
import pytest
from aics_tlog import (
    consistency_proof_from_tiles,
    inclusion_proof_from_tiles,
    parse_checkpoint,
    parse_note,
    read_entry,
    tree_root_from_tiles,
    verify_consistency,
    verify_leaf_inclusion,
)
from aics_tlog.tiles import entry_bundle_path, tile_path

from charter import tasks
from charter.ledger.models import LedgerEntry
from charter.transparency import keys, memory, notes, proofs, services, tiles, witness
from charter.transparency.models import Checkpoint, Cosignature, Leaf
from charter.transparency.services import Record
from tests.factories.charter import accept, submitted

pytestmark = pytest.mark.django_db


def grow(count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        services.append(Record(Leaf.Kind.ENTRY, str(number), {"fingerprint": f"{number}"}))


@contextmanager
def running(folder, name="town.example/charter"):
    """Run a witness that knows our log; give its policy line."""
    town = witness.Witness(name, folder, [str(keys.verifier())])
    server = witness.serve(town, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"witness {name.partition('.')[0]} {town.verifier} http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        town._alone.close()


@pytest.fixture
def loopback(settings):
    settings.CHARTER_LOG_ALLOW_LOOPBACK = True
    return settings


def test_each_checkpoint_is_cosigned_by_each_witness_once(loopback, tmp_path):
    with running(tmp_path / "a") as town, running(tmp_path / "b", "village.example/charter") as village:
        loopback.CHARTER_LOG_POLICY = f"{town}\n{village}\ngroup both all town village\nquorum both"
        for size in (3, 300):
            grow(size - tiles.size(), tiles.size())
            tasks.witness()
            tasks.witness()
    assert list(Checkpoint.objects.order_by("pk").values_list("size", flat=True)) == [3, 300]
    newest = Checkpoint.objects.get(size=300)
    assert [row.witness for row in newest.cosignatures.all()] == ["town.example/charter", "village.example/charter"]
    text, lines = notes.split(services.note(newest))
    cosigned = [one.verifier for one in keys.policy().witnesses.values() if notes.signed_by(text, lines, one.verifier)]
    assert keys.policy().is_met(cosigned)


def test_a_witness_that_is_away_or_ours_no_more_stops_nobody(loopback, tmp_path, caplog):
    with running(tmp_path / "a") as town:
        pass
    with running(tmp_path / "b", "village.example/charter") as village:
        loopback.CHARTER_LOG_POLICY = f"{town}\n{village}\nquorum none"
        grow(2)
        tasks.witness()
    assert [row.witness for row in Cosignature.objects.all()] == ["village.example/charter"]
    assert "The witness town did not cosign" in caplog.text


def test_who_lost_count_of_a_witness_asks_it(loopback, tmp_path):
    with running(tmp_path) as town:
        loopback.CHARTER_LOG_POLICY = f"{town}\nquorum town"
        grow(5)
        tasks.witness()
        with pgtrigger.ignore():
            Cosignature.objects.all().delete()
        grow(5, 5)
        tasks.witness()
    assert Cosignature.objects.get().checkpoint.size == 10


def test_no_witness_signs_a_history_that_was_rewritten(loopback, tmp_path, caplog):
    with running(tmp_path) as town:
        loopback.CHARTER_LOG_POLICY = f"{town}\nquorum town"
        grow(5)
        tasks.witness()
        with pgtrigger.ignore():
            Leaf.objects.filter(index=2).update(hash=bytes(32))
        grow(5, 5)
        with pytest.raises(services.Rewritten):
            tasks.witness()
        with pgtrigger.ignore():
            Cosignature.objects.all().delete()
            Checkpoint.objects.all().delete()
        tasks.witness()
    assert not Cosignature.objects.exists()
    assert "it answers 422" in caplog.text
    (refused,) = tmp_path.glob("*.refused")
    assert refused.read_text() == Checkpoint.objects.get().note


def test_who_owns_the_database_alone_cannot_make_the_site_sign_another_history(settings, tmp_path):
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")
    grow(5)
    services.sign_checkpoint()
    with pgtrigger.ignore():
        Checkpoint.objects.all().delete()
        Leaf.objects.filter(index=2).update(hash=bytes(32))
    grow(1, 5)
    with pytest.raises(services.Rewritten):
        services.sign_checkpoint()


def test_one_worker_at_a_time_signs_and_the_file_remembers(settings, tmp_path):
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")
    for size in (1, 2):
        grow(1, size - 1)
        services.sign_checkpoint()
        services.sign_checkpoint()
    assert list(memory.kept()) == list(Checkpoint.objects.order_by("pk").values_list("note", flat=True))
    with (tmp_path / "checkpoints").open("a") as file:
        file.write('"a line that a crash cut')
    assert memory.last() == Checkpoint.objects.order_by("pk").last().note


def post(url, body):
    """Return the status and the type of the answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=body.encode()), timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"]


def test_a_witness_answers_as_the_protocol_says(tmp_path):
    grow(4)
    newest = services.sign_checkpoint()
    with running(tmp_path) as line:
        url = line.rpartition(" ")[2]
        plain = "text/plain; charset=utf-8"
        size = (409, "text/x.tlog.size")
        ask = f"{url}/add-checkpoint"
        assert post(url, "")[0] == 404
        assert post(ask, "new 0\n\n") == (400, plain)
        assert post(ask, f"old 9\n\n{newest.note}") == (400, plain)
        assert post(ask, f"old 2\n\n{newest.note}") == size
        assert post(ask, f"old 0\n\n{newest.note.replace('/data', '/else')}") == (404, plain)
        larger = newest.note.replace("\n4\n", "\n5\n")
        assert post(ask, f"old 0\n\n{larger}") == (403, plain)
        assert post(ask, f"old 0\nAAAA\n\n{newest.note}") == (422, plain)
        assert post(ask, f"old 0\n\n{newest.note}")[0] == 200
        assert post(ask, f"old 0\n\n{newest.note}") == size
        assert post(ask, f"old 4\n\n{newest.note}")[0] == 200
        assert post(ask, "x" * 70_000)[0] == 400


def test_a_witness_is_one_file_that_runs_without_the_site(tmp_path, client):
    program = tmp_path / "witness.py"
    program.write_bytes(client.get("/data/charter-log/witness.py").content)
    options = ["--name", "town.example", "--log", str(keys.verifier()), "--port", "0"]
    command = [sys.executable, "-I", str(program), *options]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline().startswith("witness town.example town.example+")
            second = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
            assert second.stderr == "Another witness runs on witness.\n"
        finally:
            process.terminate()
    assert (tmp_path / "witness" / "key.pem").stat().st_mode & 0o777 == 0o600


class Served:
    """The log as another program reads it: by HTTP."""

    def __init__(self, client):
        self.client = client

    def read(self, path):
        answer = self.client.get(f"/data/charter-log/{path}")
        return answer.content if answer.status_code == 200 else None

    def read_tile(self, level, index, width):
        return self.read(tile_path(level, index, width))

    def read_entry_bundle(self, index, width):
        return self.read(entry_bundle_path(index, width))


def test_another_program_follows_the_log(client):
    served = Served(client)
    assert served.read("checkpoint") is None
    grow(100)
    services.sign_checkpoint()
    first = parse_checkpoint(parse_note(served.read("checkpoint")).text)
    grow(200, 100)
    services.sign_checkpoint()
    newest = parse_checkpoint(parse_note(served.read("checkpoint")).text)
    assert (newest.origin, newest.size) == (keys.origin(), 300)
    assert tree_root_from_tiles(served, 300) == newest.root
    path = consistency_proof_from_tiles(served, 100, 300)
    assert verify_consistency(100, 300, first.root, newest.root, path)
    entry = read_entry(served, 299, 300)
    assert verify_leaf_inclusion(entry, 299, 300, inclusion_proof_from_tiles(served, 299, 300), newest.root)
    assert entry == bytes(Leaf.objects.get(index=299).commitment)


def test_what_is_not_there_is_not_given(client):
    grow(300)
    services.sign_checkpoint()
    grow(1, 300)  # no checkpoint stands above it yet
    levels = ("0/001", "0/001.p/45", "0/001.p/256", "0/002.p/1", "1/000", "2/000.p/1", "9/000.p/1", "0/x001/000")
    paths = [*levels, "entries/001"]
    found = {path: client.get(f"/data/charter-log/tile/{path}").status_code for path in paths}
    assert 200 not in found.values()
    assert found["0/001.p/45"] == 404


def test_what_is_served_names_nobody_and_is_kept_for_ever(client):
    signature = accept(submitted())
    services.sign_checkpoint()
    size = tiles.size()
    answer = client.get(f"/data/charter-log/tile/entries/000.p/{size}")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    entry = LedgerEntry.objects.filter(signature=signature).first()
    assert len(answer.content) == size * 34  # a salted digest each
    assert bytes.fromhex(entry.hash) not in answer.content


def test_an_entry_is_proven_to_whoever_has_its_words(client):
    signature = accept(submitted())
    address = f"/en/charter/verify/{signature.verification_code}/ledger.tlog-proof"
    assert client.get(address).status_code == 404
    newest = services.sign_checkpoint()
    entry = LedgerEntry.objects.latest("sequence")
    proof = proofs.parse(client.get(address).content.decode())
    salt, words = proof.extra[:32], proof.extra[32:]
    assert f'"fingerprint":"{entry.hash}"'.encode() in words
    policy = keys.policy()
    policy.logs.append(keys.verifier())
    checkpoint, _witnesses = proofs.check(proof, hashlib.sha256(salt + words).digest(), policy)
    assert checkpoint.size == newest.size
