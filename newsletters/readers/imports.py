"""Bring a list of readers in: by asking each by email or, with a proof of consent, at once.

What each line of a file would do is said before (`ReaderSheet`); the worker takes the lines one by one.
"""

import re
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from coalition import queue
from coalition.mail.models import Suppression
from coalition.privacy import services as privacy
from coalition.privacy.email_addresses import AddressField, address_digest
from coalition.privacy.models import Consent
from coalition.resources.models import theme_choices
from coalition.tables.plans import BadCell, Change, ImportRefused, Plan, PlannedRow, Sheet

from . import services as readers
from .models import ImportedAddress, Reader, ReaderImport

IMPORTED = "newsletters.import_readers"  # the action in the site history
CHUNK = 50


class ReaderSheet(Sheet):
    """Lines of people who may want the newsletter; who names no language reads `language`."""

    columns = ("email", "language", "themes")
    needed = ("email",)
    skips = True
    most_rows = 10_000
    headings = {
        "email": ("email", "e-mail", "mail", "courriel", "correo", "البريد"),
        "language": ("language", "lang", "langue", "idioma", "lengua", "اللغة"),
        "themes": ("themes", "theme", "topics", "thématiques", "temas", "المواضيع"),
    }
    options = {
        "language": lambda: [(code, str(name)) for code, name in settings.LANGUAGES],
        "themes": theme_choices,
    }
    actions = {
        "create": _("New"),
        "reads": _("Already a reader"),
        "left": _("Unsubscribed: a list does not bring them back"),
        "suppressed": _("Suppressed: our emails were refused or bounced"),
        "error": _("Error"),
    }

    def __init__(self, *, language: str) -> None:
        super().__init__()
        self.language = language

    def headed(
        self, header: list[str], lines: list[tuple[int, list[str]]]
    ) -> tuple[list[str], list[tuple[int, list[str]]]]:
        """Take addresses from where most lines have an @, where no heading names them; a first line with one is a
        person, and no heading."""
        if any("@" in cell for cell in header):
            header, lines = [str(place) for place in range(len(header))], [(1, header), *lines]
        names, lines = super().headed(header, lines)
        counts = Counter(place for _line, cells in lines for place, cell in enumerate(cells) if "@" in cell)
        if "email" not in names and counts and (place := counts.most_common(1)[0][0]) < len(names):
            names[place] = "email"
        return names, lines

    def code(self, values: dict[str, str]) -> str:
        return values["email"].lower()

    def look_up(self, rows: list[dict[str, str]]) -> None:
        """Look up who reads, left, refused or complained, as far back as the ledger of consents: three queries."""
        digests = [address_digest(row["email"]) for row in rows]
        known = Reader.objects.filter(email_digest__in=digests).values_list("email_digest", "state")
        suppressed = Suppression.objects.filter(address_digest__in=digests)
        self.states = dict(known)
        self.suppressed = set(suppressed.values_list("address_digest", flat=True))
        self.left = privacy.withdrawn_among(purpose=readers.PURPOSE, digests=digests)

    def planned(self, line: int, values: dict[str, str]) -> PlannedRow:
        told = values.get("language", "")
        entries = [part.strip() for part in re.split("[,;،؛]", values.get("themes", ""))]
        try:
            email = AddressField().clean(values["email"])
            language = self.chosen("language", told) if told else self.language
            themes = sorted({self.chosen("themes", entry) for entry in entries if entry})
        except ValidationError as error:
            return PlannedRow(line, self.code(values), "error", errors=error.messages)
        except BadCell as error:
            return PlannedRow(line, self.code(values), "error", errors=[str(error)])
        digest = address_digest(email)
        row = ImportedAddress(email=email, email_digest=digest, language=language, themes=themes)
        changes = [Change("language", "", language), Change("themes", "", ", ".join(themes))]
        return PlannedRow(line, email, self._action(digest), row, changes=changes)

    def _action(self, digest: str) -> str:
        if state := self.states.get(digest):
            return "left" if state == Reader.State.UNSUBSCRIBED else "reads"
        if digest in self.suppressed:
            return "suppressed"
        return "left" if digest in self.left else "create"


@transaction.atomic
def begin(*, plan: Plan, source: str, direct: bool, by: Any) -> dict[str, int]:
    """Keep the new lines of `plan` for the worker; return the counts. `source` says where and when these people agreed;
    `direct` takes it as the proof of consent, else each is asked by email. The site history says who did it.

    Raises ImportRefused where nobody is new.
    """
    if not plan.can_apply:
        raise ImportRefused
    batch = ReaderImport.objects.create(source=source, direct=direct, by=by)
    for planned in plan.written:
        planned.row.batch = batch
    ImportedAddress.objects.bulk_create([planned.row for planned in plan.written], batch_size=1000)
    log(instance=by, action=IMPORTED, user=by, title=str(by), data={"lines": len(plan.written), "direct": direct})
    queue.wake("newsletters.import_readers")
    return plan.counts


def work_off() -> bool:
    """Take the next lines of the lists that wait; say whether more are left. Call it outside any transaction.

    A line that was taken is gone in the same transaction, so a worker that dies loses and doubles nothing. Each has
    one of its own: locks on several addresses, taken in the order of a list, would wait for each other.
    """
    more = all(_take_next() for _place in range(CHUNK))
    ReaderImport.objects.filter(finished_at=None, addresses=None).update(finished_at=timezone.now())
    return more


@transaction.atomic
def _take_next() -> bool:
    """Take the next line; say whether there was one."""
    line = ImportedAddress.objects.select_for_update(skip_locked=True).order_by("pk").first()
    if line is None:
        return False
    batch = ReaderImport.objects.get(pk=line.batch_id)
    told = "passed_over"
    if _is_open(line):
        told = _join(line, batch) if batch.direct else _ask(line)
    line.delete()
    ReaderImport.objects.filter(pk=batch.pk).update(**{told: F(told) + 1})
    return True


def _is_open(line: ImportedAddress) -> bool:
    """Say whether a list may still bring `line` in: nobody who reads, left or refused, as far back as the ledger."""
    suppressed = Suppression.objects.filter(address_digest=line.email_digest).exists()
    if suppressed or Reader.objects.for_address(line.email).exists():
        return False
    return not privacy.withdrawn_among(purpose=readers.PURPOSE, digests=[line.email_digest])


def _join(line: ImportedAddress, batch: ReaderImport) -> str:
    _row, is_new = Reader.objects.get_or_create(
        email_digest=line.email_digest,
        defaults={"email": line.email, "language": line.language, "themes": line.themes},
    )
    if not is_new:  # who confirmed at this moment
        return "passed_over"
    privacy.record_consent(
        purpose=readers.PURPOSE,
        address=line.email,
        text=batch.source,
        version=f"{batch.created_at:%Y-%m-%d}",
        language=line.language,
        given_at=batch.created_at,
        kind=Consent.Kind.IMPORTED,
    )
    return "joined"


def _ask(line: ImportedAddress) -> str:
    asked = readers.ask_brought_in(email=line.email, language=line.language, themes=line.themes)
    return "asked" if asked else "passed_over"
