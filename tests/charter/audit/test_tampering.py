"""Whoever owns the database and switches its triggers off changes nothing that the public reads without being named."""
# ruff: noqa: S608 (the statements are an intruder's)

from datetime import date
from fnmatch import fnmatch

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from charter import tasks
from charter.audit.row_audit import check_files
from charter.audit.services import audit
from charter.certificates.models import Certificate
from charter.followup.models import Commitment
from charter.followup.services import accept_evidence, record_evidence
from charter.ledger.models import LedgerEntry
from charter.review import services, status
from charter.signing.models import Signature
from tests.charter.review.test_government_merges import submitted_group
from tests.factories.charter import accept, published_version, reviewer, submitted, two_reviewers
from tests.factories.members import LocalGovernmentFactory

pytestmark = [pytest.mark.attack, pytest.mark.django_db]
DAY = date(2026, 1, 1)


def town(code: str, **fields: object) -> Signature:
    return accept(submitted(government=LocalGovernmentFactory(code=code), **fields))


def hold(signature: Signature, reason: str) -> None:
    act = status.Act("Council", "7", DAY, reason)
    today = timezone.localdate()
    status.hold(signature=signature, act=act, effective_on=today, by=two_reviewers())


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, running_authority, tmp_path_factory):
    """All that the public reads of four signatures: in force with a certificate, on hold twice, an association's."""
    authority = {"CHARTER_TSA_URL": running_authority.url, "CHARTER_TSA_CERTIFICATE": running_authority.pem}
    kept = str(tmp_path_factory.mktemp("log") / "checkpoints")
    changed = override_settings(CHARTER_LOG_KEPT=kept, CHARTER_TSA_ALLOW_LOOPBACK=True, **authority)
    with django_db_blocker.unblock(), changed, transaction.atomic():
        first = town("XX-A", act_file_sha256="b" * 64)
        tasks.stamp_entries()
        Certificate.objects.exclude(language="en").delete()
        tasks.sign_log()
        tasks.issue_certificates()
        held, silent, late = town("XX-B"), town("XX-C"), town("XX-D")
        members = [LocalGovernmentFactory(code=code) for code in ("XX-M1", "XX-M2", "XX-M3")]
        group = accept(submitted_group(members[:2]))
        hold(held, "A new council looks at it.")
        hold(silent, "It names Madame Unlucky.")
        removal = services.propose_removal(change=silent.status_changes.get(), proposer=reviewer(1), why="A name.")
        services.remove_words(redaction=removal, remover=reviewer(2))
        done, open_one = Commitment.objects.filter(government=first.government).order_by("pk")[:2]
        sent = [
            record_evidence(commitment=row, source="staff", dated=DAY, language="fr", url=f"https://a.example/{row.pk}")
            for row in (done, open_one)
        ]
        accept_evidence(evidence=sent[0], by=reviewer(1))
        published_version(2)
        tasks.sign_log()
        connection.check_constraints()  # now: what is made here is committed never
        assert said() == []
        codes = {"a": first, "b": held, "c": silent, "d": late, "g": group}
        yield {
            "done": done.pk, "proof": sent[0].pk, "unread": sent[1].pk, "m3": members[2].pk,
            "digest": Certificate.objects.issued().get().sha256, "removal": removal.pk,
            "held": held.ledger.latest("sequence").sequence, "mute": silent.ledger.latest("sequence").sequence,
            "last": LedgerEntry.objects.latest("sequence").sequence,
            **{name: row.pk for name, row in codes.items()},
            **{name.upper(): row.verification_code for name, row in codes.items()},
        }  # fmt: skip
        transaction.set_rollback(True)


NO_FILE = "names no file of its act"  # of the acts of this world there are digests alone


def said() -> list[str]:
    return [fault.message for fault in (*audit().faults, *check_files()) if NO_FILE not in fault.message]


Tampering = tuple[str, str]  # statements that are run without triggers, and what is said then
PUBLIC = "is not what the log has of it"
CERTIFICATE = "the certificate with the digest {digest}"
FIRST = "(SELECT id FROM charter_ledgerentry WHERE sequence = 1)"
SWAPPED = ((99, "a"), (1, "b"), (2, "a"))


def edit(table: str, change: str, where: str) -> str:
    return f"UPDATE {table} SET {change} WHERE {where}"


def of_town(change: str, words: str) -> Tampering:
    said = f"the local government XX-A has other {words} than were logged"
    return edit("members_localgovernment", change, "code = 'XX-A'"), said


def of_signature(change: str, words: str) -> Tampering:
    return edit("charter_signature", change, "id = {a}"), f"signature {{A}} is not what the ledger says: {words}"


def of_list(change: str, words: str) -> Tampering:
    said = f"signature {{A}} is not on the public list as it was published: {words}"
    return edit("charter_signatory", change, "signature_id = {a}"), said


def of_change(change: str, words: str) -> Tampering:
    return edit("charter_statuschange", change, "signature_id = {b}"), f"entry {{held}} (*): its {words}"


def of_fact(name: str, key: str, change: str, words: str = PUBLIC) -> Tampering:
    return edit(f"charter_{name}", change, f"id = {{{key}}}"), f"{name} {{{key}}} {words}"


def of_certificate(change: str, words: str = "is not what the log holds of it") -> Tampering:
    return edit("charter_certificate", change, "sha256 <> ''"), f"{CERTIFICATE} {words}"


def of_text(change: str) -> Tampering:
    where = "language = 'fr' AND version_id = (SELECT id FROM charter_charterversion WHERE number = 1)"
    said = "the text of version 1 in fr does not have its digest: its words were changed"
    return edit("charter_chartertext", change, where), said


TAMPERINGS: dict[str, Tampering] = {
    # A local government, as list, map, open data and profile show it
    "its names": of_town("""names = '{{"en": "Other"}}'""", "names"),
    "its kind": of_town("kind = 'region'", "kind"),
    "its country": of_town("country = 'BE'", "country"),
    "its section": of_town("section = 'africa'", "section"),
    "its place": of_town("latitude = 1, longitude = 2", "latitude, longitude"),
    "its population": of_town("population_year = 2020, population_source = 'x'", "population_year, population_source"),
    "its words for search": of_town("search_text = 'other'", "search_text"),
    "its place in lists": of_town("sort_keys = '{{}}'", "sort_keys"),
    "its risk": of_town("at_risk = true", "at_risk"),
    "its website": of_town("website = 'https://other.example'", "website"),
    "its domains": of_town("official_domains = ARRAY['other.example']", "official_domains"),
    "its address": of_town("slug = 'other'", "slug"),
    "that it is shown": of_town("proposed = true, member = false", "member, proposed"),
    "its code": (
        edit("members_localgovernment", "code = 'XX-Z'", "code = 'XX-A'"),
        "the local government XX-A is gone, or has another code than was logged",
    ),
    # A signature, as its page and its certificate show it
    "its status": (
        edit("charter_signature", "state = 'withdrawn'", "id = {a}"),
        "signature {A} is withdrawn, and the ledger says signed",
    ),
    "the body of its act": of_signature("act_body = 'x'", "act_body"),
    "the number of its act": of_signature("act_number = 'x'", "act_number"),
    "the day of its act": of_signature("act_date = '2020-01-01'", "act_date"),
    "the file of its act": of_signature(
        "act_file_sha256 = repeat('c', 64), act_file_sent_sha256 = repeat('c', 64)", "act_file_sha256"
    ),
    "the digest of the file as it was sent": of_signature(
        "act_file_sent_sha256 = repeat('c', 64)", "act_file_sent_sha256"
    ),
    "the name of who signed": of_signature("signatory_name = 'Other'", "signatory_sha256"),
    "the office of who signed": of_signature("signatory_role = 'Other'", "signatory_sha256"),
    "its official mailbox": of_signature("official_email = 'x@other.example'", "signatory_sha256"),
    "its language": of_signature("language = 'ar'", "language"),
    "its version": of_signature("version_id = (SELECT max(id) FROM charter_charterversion)", "version"),
    "the digest of what was signed": of_signature("text_digest = repeat('d', 64)", "text_sha256"),
    "the day by which its act comes": of_signature("ad_referendum_until = '2030-01-01'", "ad_referendum_until"),
    "the day of its publication": of_signature("signed_at = signed_at - interval '1 day'", "signed_at"),
    "the day on which it was sent": of_signature("submitted_at = submitted_at - interval '1 day'", "submitted_at"),
    "its town": of_signature("government_id = {m3}", "government"),
    "its code of verification": (
        edit("charter_signature", "verification_code = 'AAAA-AAAA-AAAA'", "id = {a}"),
        "signature AAAA-AAAA-AAAA has another code than its entries",
    ),
    "two numbers, swapped": (
        "; ".join(edit("charter_signature", f"number = {number}", f"id = {{{key}}}") for number, key in SWAPPED),
        "signature {A} is not what the ledger says: number",
    ),
    "a signature, deleted": (
        "DELETE FROM charter_signature WHERE id = {d}; DELETE FROM charter_signatory WHERE signature_id = {d}",
        "signature {D} is in the ledger, and is gone",
    ),
    # The list
    "a line, deleted": (
        "DELETE FROM charter_signatory WHERE signature_id = {a}",
        "signature {A} is not on the public list",
    ),
    "a line, added": (
        "INSERT INTO charter_signatory (signature_id, government_id, number, status, ad_referendum, signed_at, version,"
        " kind, section, country, cell, words) SELECT 99, government_id, 99, status, ad_referendum, signed_at, version,"
        " kind, section, country, cell, words FROM charter_signatory WHERE signature_id = {a}",
        "1 rows of the public list are of no signature",
    ),
    "the town of a line": of_list("government_id = {m3}", "government_id"),
    "the number of a line": of_list("number = 99", "number"),
    "the status of a line": of_list("status = 'on_hold'", "status"),
    "the day of a line": of_list("signed_at = signed_at - interval '1 year'", "signed_at"),
    "the act of a line": of_list("ad_referendum = true", "ad_referendum"),
    "the version of a line": of_list("version = 2", "version"),
    "the kind of a line": of_list("kind = 'region', section = 'africa'", "kind, section"),
    "the country of a line": of_list("country = 'BE'", "country"),
    "the place of a line": of_list("latitude = 1, longitude = 2, cell = 3", "cell, latitude, longitude"),
    "the words of a line": of_list("words = ''", "words"),
    "the last number": (
        "UPDATE charter_ledgerhead SET last_number = 9",
        "5 signatures have a number, the highest is 5, 9 were given",
    ),
    # Members of an association
    "a member, added": (
        "INSERT INTO charter_groupmember (signature_id, government_id, official_email, answer, basis, act_body,"
        " act_number, act_file, act_file_sha256) VALUES ({g}, {m3}, '', '', '', '', '', '', '')",
        "signature {G} is not what the ledger says: group_members",
    ),
    "members that no longer count": (
        edit("charter_groupmember", "counted_at = NULL", "signature_id = {g}"),
        "signature {G} is not what the ledger says: group_members_counted",
    ),
    # The history
    "the reason of a change": of_change("reason = 'x'", "public words are not those that were entered"),
    "the day of a change": of_change(
        "effective_on = '2020-01-01'", "change of status is not what was entered: effective_on"
    ),
    "the act of a change": of_change("act_number = 'x'", "change of status is not what was entered: act_number"),
    "the cause of a change": of_change("cause = 'merged'", "public reason is not the one that was entered"),
    "a change, deleted": (
        "DELETE FROM charter_statuschange WHERE signature_id = {b}",
        "entry {held} (*): its change of status is gone",
    ),
    "a change, added": (
        "INSERT INTO charter_statuschange (entry_id, signature_id, effective_on, act_body, act_number, reason,"
        " reason_salt, cause, act_file, act_file_sha256) SELECT id, signature_id, '2020-01-01', '', '', '', '', '', '',"
        " '' FROM charter_ledgerentry WHERE sequence = 4",
        "entry 4 (*): its change of status was never entered",
    ),
    "words, removed by two people who are none": (
        edit("charter_statuschange", "reason = '', reason_salt = ''", "signature_id = {b}") + "; "
        "INSERT INTO charter_redaction (change_id, entry_hash, why, proposed_by_id, proposed_at, confirmed_by_id,"
        " confirmed_at) SELECT change.id, entry.hash, '', 1, now(), 2, now() FROM charter_statuschange AS change"
        " JOIN charter_ledgerentry AS entry ON entry.id = change.entry_id WHERE change.signature_id = {b}",
        "removal of the words of entry {held} is not in the log: it was added behind it",
    ),
    "the day on which words were removed": (
        edit("charter_redaction", "confirmed_at = '2020-01-01'", "id = {removal}"),
        f"removal of the words of entry {{mute}} {PUBLIC}",
    ),
    "a trusted time": (
        edit("charter_trustedtime", "at = at - interval '1 day'", f"entry_id = {FIRST}"),
        f"trusted time of entry 1 {PUBLIC}",
    ),
    "a trusted time, deleted": (
        f"DELETE FROM charter_trustedtime WHERE entry_id = {FIRST}",
        "trusted time of entry 1 is in the log, and is gone",
    ),
    # What is promised and what is done
    "a day that is due": of_fact("commitment", "done", "due_on = '2031-01-01'"),
    "the act of a commitment": of_fact("commitment", "done", "counted_from = '2020-01-01'"),
    "the signature of a commitment": of_fact("commitment", "done", "signature_id = {b}"),
    "evidence, accepted by nobody": of_fact(
        "evidence", "unread", "state = 'accepted', decided_by_id = 1, decided_at = now()"
    ),
    "evidence, sent by nobody": (
        "INSERT INTO charter_evidence (id, commitment_id, source, url, file, file_name, description, language, dated,"
        " submitted_at, state, reason) SELECT 0, commitment_id, source, url, '', '', '', language, dated, submitted_at,"
        " 'awaiting', '' FROM charter_evidence WHERE id = {unread}",
        "evidence 0 is not in the log: it was added behind it",
    ),
    "evidence that waits, deleted": (
        "DELETE FROM charter_evidence WHERE id = {unread}",
        "evidence {unread} is in the log, and is gone",
    ),
    "the link of evidence": of_fact("evidence", "proof", "url = 'https://other.example'"),
    "the day of evidence": of_fact("evidence", "proof", "dated = '2020-01-01'"),
    "evidence, hidden": of_fact("evidence", "proof", "state = 'refused', reason = 'x'", "is in the log, and is gone"),
    "evidence, deleted": (
        "DELETE FROM charter_evidence WHERE id = {proof}",
        "evidence {proof} is in the log, and is gone",
    ),
    # Texts and certificates
    "the title of a text": of_text("title = 'Other'"),
    "the words of a text": of_text("body = replace(body::text, 'believe', 'Believe')::jsonb"),
    "a text, deleted": (
        "DELETE FROM charter_chartertext WHERE language = 'es'",
        "the text 1/es is in the log, and is gone",
    ),
    "the day of a version": (
        edit("charter_charterversion", "published_at = '2020-01-01'", "number = 1"),
        f"version 1 {PUBLIC}",
    ),
    "the authentic languages": (
        edit("charter_charterversion", "authentic_languages = ARRAY['fr']", "number = 1"),
        f"version 1 {PUBLIC}",
    ),
    "the bytes of a certificate": of_certificate(r"pdf = '\x25504446'", "is another file"),
    "the digest of a certificate": of_certificate("sha256 = repeat('e', 64)", "is in the log, and is gone"),
    "the edition of a certificate": of_certificate("edition = 9"),
    "the language of a certificate": of_certificate("language = 'ar'"),
    "the entry of a certificate": of_certificate(f"entry_id = {FIRST}"),
    "the signature of a certificate": of_certificate("signature_id = {b}, edition = 9"),
    "the day of a certificate": of_certificate("issued_at = '2020-01-01'"),
    "the trusted time of a certificate": of_certificate("trusted_time = NOT trusted_time"),
    # The ledger and the log
    "an entry": (
        edit("charter_ledgerentry", "event = 'ratify'", "sequence = 4"),
        "entry 4 (*): its words do not have its fingerprint",
    ),
    "an entry, deleted": ("DELETE FROM charter_ledgerentry WHERE sequence = 2", "entry 2 is in the log, and is gone"),
    "the end of the ledger": (
        "DELETE FROM charter_ledgerentry WHERE sequence = {last}; UPDATE charter_ledgerhead SET sequence = {last} - 1,"
        " hash = (SELECT hash FROM charter_ledgerentry WHERE sequence = {last} - 1)",
        "entry {last} is in the log, and is gone",
    ),
    "a fact of the log": (
        edit("charter_loggedfact", "subject = 'XX-Z'", "kind = 'government' AND subject = 'XX-A'"),
        "the government * is not what the log holds of it",
    ),
    "a leaf": (
        edit("charter_leaf", r"commitment = '\x00'", "kind = 'entry' AND about = '4'"),
        "entry 4 is not what the log holds of it",
    ),
    "the size of the log": (
        "UPDATE charter_logsize SET size = size - 1",
        "the log ends after * leaves, and says that it has *",
    ),
    "a checkpoint": (
        edit("charter_checkpoint", "note = replace(note, E'\\n\\n', E'1\\n\\n')", "true"),
        "checkpoint * of the log does not hold: *",
    ),
    "a checkpoint, deleted": ("DELETE FROM charter_checkpoint", "the checkpoint of * leaves was signed, and is gone"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_is_changed_without_triggers_is_found_and_named(world, name):
    sql, words = (text.format(**world) for text in TAMPERINGS[name])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        assert cursor.rowcount
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    told = said()
    assert any(fnmatch(message, words.replace("[", "[[]")) for message in told), told
