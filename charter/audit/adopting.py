"""What processes of the version before wrote after the log was founded, and before they were restarted.

They know of no log: their entries have no leaf. Until the first checkpoint is signed the worker puts them in, since
nothing was told to anybody yet; afterwards a record without a leaf is one that was added behind the log.
"""

import logging
from collections.abc import Iterator
from itertools import batched

from django.db import transaction

from charter.audit import public
from charter.audit.faults import CHUNK
from charter.audit.log import leaves_of, records
from charter.audit.places import AFTER, BEFORE, before_the_log, logged
from charter.audit.verification import verify
from charter.followup.services.commitments import LOGGED
from charter.ledger import facts
from charter.ledger.models import LedgerEntry, LoggedFact
from charter.ledger.services import head
from charter.signing.models import Signature
from charter.signing.services.governments import SHOWN, keep
from charter.signing.services.moves import log_act
from charter.states import PUBLISHED
from charter.transparency import memory, services
from charter.transparency.models import Checkpoint
from charter.transparency.services import Record
from coalition.members.models import LocalGovernment

logger = logging.getLogger(__name__)
BEFORE_THE_LOG = "before the log"


def adopt() -> int:
    """Put into the log the records that lack a leaf, before anything of it was signed; return how many they are.

    None of them while anything is wrong with the ledger: whoever wrote behind it gets no signature of ours.
    """
    if _is_told():
        return 0
    with transaction.atomic():
        services.stand_alone()
        head()  # nobody enters anything meanwhile
        lacking = [] if _is_told() else list(_lacking())
        if lacking and (faults := verify().faults):
            logger.error(
                "%d records are not in the log, and the ledger is not whole: %s", len(lacking), faults[0].message
            )
            return 0
        for record in lacking:
            services.append(record)
    return len(lacking)


def found() -> bool:
    """Put into the log, once each, what it did not hold from the beginning: acts that are awaited, codes that changed;
    names and countries, and what else is public.

    From then on only what the log has counts: a version in the CMS, which anybody with the database can write, leads
    no code of an entry anywhere. Not while anything is wrong. Return whether it was done now.
    """
    if all(map(facts.are_founded, (facts.CHARTER, facts.ROWS))) or not LedgerEntry.objects.exists():
        return False
    if wrong := verify().faults:
        logger.error("Earlier acts and codes are not in the log, since the ledger is not whole: %s", wrong[0].message)
        return False
    with transaction.atomic():
        head()
        for part, put_in in ((facts.CHARTER, _put_in_acts_and_codes), (facts.ROWS, _put_in_rows)):
            if not facts.are_founded(part):
                put_in()
                facts.log_fact(facts.FOUNDED, part, {})
    return True


def _put_in_acts_and_codes() -> None:
    came = Signature.objects.filter(state__in=PUBLISHED, ad_referendum_until__isnull=False)
    for signature in came.exclude(act_file_sha256="").order_by("pk"):
        log_act(signature)
    for code, change in sorted(_changed_codes()):
        facts.log_fact(LoggedFact.Kind.GOVERNMENT, change, {BEFORE: code, AFTER: change, "by": BEFORE_THE_LOG})


def _put_in_rows() -> None:
    signed = Signature.objects.filter(state__in=PUBLISHED).values("government")
    known = [code for code, shown in logged().items() if shown.keys() == set(SHOWN)]
    for government in LocalGovernment.objects.filter(pk__in=signed).exclude(code__in=known).order_by("pk"):
        keep(government, by=BEFORE_THE_LOG)
    told = public.told()
    lacking = (row for row in public.rows() if row[0] not in told)
    for part in batched(lacking, LOGGED):
        facts.log_fact(LoggedFact.Kind.PUBLIC, BEFORE_THE_LOG, dict(part))


def _changed_codes() -> Iterator[tuple[str, str]]:
    """Yield each code that no row has any more, with each one that it became, as rows and versions had it."""
    rows = dict(LocalGovernment.objects.values_list("pk", "code"))
    for code, pks in before_the_log().items():
        yield from ((code, rows[pk]) for pk in pks if pk in rows and rows[pk] != code)


def _is_told() -> bool:
    return Checkpoint.objects.exists() or memory.last() is not None


def _lacking() -> Iterator[Record]:
    for batch in batched(records(), CHUNK):
        leaves = leaves_of(batch)
        yield from (record for record in batch if (record.kind, record.about) not in leaves)
