"""What processes of the version before wrote after the log was founded, and before they were restarted.

They know of no log: their entries have no leaf. Until the first checkpoint is signed the worker puts them in, since
nothing was told to anybody yet; afterwards a record without a leaf is one that was added behind the log.
"""

import logging
from collections.abc import Iterator
from itertools import batched

from django.db import transaction

from charter.audit.faults import CHUNK
from charter.audit.log import leaves_of, records
from charter.audit.places import AFTER, BEFORE, before_the_log
from charter.audit.verification import verify
from charter.ledger import facts
from charter.ledger.models import LedgerEntry, LoggedFact
from charter.ledger.services import head
from charter.signing.models import Signature
from charter.signing.services.moves import log_act
from charter.states import PUBLISHED
from charter.transparency import memory, services
from charter.transparency.models import Checkpoint
from charter.transparency.services import Record
from coalition.members.models import LocalGovernment

logger = logging.getLogger(__name__)


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
    """Put into the log, once, what it did not hold from the beginning: acts that are awaited, codes that changed.

    From then on only what the log has counts: a version in the CMS, which anybody with the database can write, leads
    no code of an entry anywhere. Not while anything is wrong. Return whether it was done now.
    """
    if facts.are_founded() or not LedgerEntry.objects.exists():
        return False
    if wrong := verify().faults:
        logger.error("Earlier acts and codes are not in the log, since the ledger is not whole: %s", wrong[0].message)
        return False
    with transaction.atomic():
        head()
        if facts.are_founded():
            return False
        came = Signature.objects.filter(state__in=PUBLISHED, ad_referendum_until__isnull=False)
        for signature in came.exclude(act_file_sha256="").order_by("pk"):
            log_act(signature)
        for code, change in sorted(_changed_codes()):
            facts.log_fact(LoggedFact.Kind.GOVERNMENT, change, {BEFORE: code, AFTER: change, "by": "before the log"})
        facts.log_fact(facts.FOUNDED, "charter", {})
    return True


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
