"""Who was let in beforehand: by a personal invitation, or named by their delegation; and to whom hosts said no.

Decisions that stand on these rows are made while the seats of the event are locked (services.py). The pages and emails
of invitations and delegations are rooms above.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.privacy.email_addresses import address_digest, normalise
from coalition.privacy.secret_links import SecretLink
from events.models import Event
from events.querysets import over
from events.rules import known

from .models import Registration, RegistrationRequest, SeatCategory, SeatMove


class LinkOver(Exception):
    """The link of a mail is unknown, or its 48 hours are over."""


class InvitationOver(LinkOver):
    """Somebody else used the invitation that let them in, or a host withdrew it."""


class PersonalInvitation(SecretLink):
    """A code that admits one registration. It was mailed to an address, and whoever holds it registers with theirs."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="personal_invitations", verbose_name=_("event"))
    category = models.ForeignKey(
        SeatCategory, models.RESTRICT, null=True, related_name="+", verbose_name=_("seat category")
    )
    email = models.EmailField(_("email"), max_length=254, blank=True)
    email_digest = models.CharField(max_length=64, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    used_at = models.DateTimeField(_("used"), null=True)
    registration = models.OneToOneField(
        Registration, models.SET_NULL, null=True, related_name="personal_invitation", verbose_name=_("registration")
    )

    class Meta:
        verbose_name = _("personal invitation")
        verbose_name_plural = _("personal invitations")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="invitation_is_used_or_withdrawn",
                condition=Q(used_at=None) | Q(withdrawn_at=None),
                violation_error_message=_("An invitation that was used cannot be withdrawn."),
            ),
            models.CheckConstraint(
                name="invitation_admits_when_it_is_used",
                condition=Q(used_at__isnull=False) | Q(registration=None),
                violation_error_message=_("Only an invitation that was used has a registration."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.email = normalise(self.email)
            self.email_digest = address_digest(self.email)
        super().save(*args, **kwargs)

    @classmethod
    def over(cls, now: datetime) -> Q:
        """Return the condition of invitations that open nothing any more: their event is over."""
        return over(now, "event__")

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.withdrawn_at is None and not self.event.is_over


class NamedPerson(SecretLink):
    """One person whom the holder of a registration, the leader, named. The link was mailed to that person's address.

    The seat that is kept for them is a registration without an address: theirs once they press its button. What the
    leader typed stays as it was, so that the leader learns nothing of what its person writes there.
    """

    ignore_in_cache = True

    class Answer(models.TextChoices):
        NONE = "none", pgettext_lazy("named person", "has not answered yet")
        TAKEN = "taken", pgettext_lazy("named person", "has accepted")
        CLOSED = "closed", pgettext_lazy("named person", "given back")

    wagtail_reference_index_ignore = True  # as for registrations

    leader = models.ForeignKey(Registration, models.CASCADE, related_name="named_people")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="named_as")
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("email"), max_length=254, blank=True)  # until they answer
    email_digest = models.CharField(max_length=64, editable=False, db_index=True, blank=True)
    answer = models.CharField(max_length=6, choices=Answer, default=Answer.NONE, editable=False)

    class Meta:
        verbose_name = _("named person")
        verbose_name_plural = _("named people")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            known("named_person_answer_is_known", _("Choose one of the answers."), answer=["none", "taken", "closed"]),
            models.CheckConstraint(
                name="named_person_is_written_to_until_they_answer",
                condition=Q(answer="none") | Q(email=""),
                violation_error_message=_("The address of a named person is kept until they answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def over(cls, now: datetime) -> Q:
        """Return the condition of rows that open nothing any more: their event is over."""
        return over(now, "leader__event__")

    @property
    def is_open(self) -> bool:
        row, event = self.registration, self.registration.event
        held = row.state == row.State.WAITING or (
            row.state == row.State.OFFERED and row.claim_by is not None and row.claim_by > timezone.now()
        )
        return self.answer == self.Answer.NONE and held and not event.is_over and event.state != event.State.CANCELLED


def address_fields(email: str) -> dict[str, str]:
    return {"email": normalise(email), "email_digest": address_digest(email)}


@dataclass(frozen=True)
class Admission:
    """What hosts decided about who asks, before they asked."""

    invitation: PersonalInvitation | None = None  # which lets them in
    is_invited: bool = False  # also where hosts said no to them since
    is_refused: bool = False  # hosts said no to this address, and have not let it in since


def invitation_of(asked: RegistrationRequest) -> PersonalInvitation | None:
    """Return the invitation by which somebody asks. Raises InvitationOver: somebody else used it, or it is withdrawn.

    Two who hold one code wait for each other at the seats of the event.
    """
    if asked.invitation_id is None:
        return None
    invitation = PersonalInvitation.objects.get(pk=asked.invitation_id)
    if invitation.used_at or invitation.withdrawn_at:
        raise InvitationOver(asked.pk)
    return invitation


def admission_of(asked: RegistrationRequest) -> Admission:
    """Return what was decided about who asks. Raises InvitationOver.

    Whom hosts said no to is not let in by an invitation of somebody else, or from before.
    """
    invitation = invitation_of(asked)
    refused = refused_at(asked.event, asked.email_digest)
    if invitation is None or refused is None:
        return Admission(invitation, is_invited=invitation is not None, is_refused=refused is not None)
    since = invitation.email_digest == asked.email_digest and invitation.created_at > refused
    return Admission(invitation if since else None, is_invited=True, is_refused=True)


def use(invitation: PersonalInvitation, registration: Registration) -> None:
    """Let `invitation` admit nobody else: `registration` was made by it."""
    invitation.used_at, invitation.registration = timezone.now(), registration
    invitation.save(update_fields=["used_at", "registration"])


def open_to(registration: Registration) -> list[SeatCategory]:
    """Return the seats that the holder of `registration` may have: those they have, and what they may ask for.

    Who was invited to some seats, or was named by somebody who was, may ask for these alone.
    """
    theirs = Q(registration_id=registration.pk) | Q(registration__named_people__registration_id=registration.pk)
    limited = PersonalInvitation.objects.filter(theirs, category__isnull=False)
    allowed = Q(~Exists(limited)) | Q(Exists(limited.filter(category=OuterRef("pk"))))
    rows = SeatCategory.objects.filter(Q(pk=registration.category_id) | allowed, event_id=registration.event_id)
    return list(rows.order_by("pk"))


def choice_of(registration: Registration) -> list[SeatCategory]:
    """Return the seats that the holder of `registration` may choose now: their own while it does not take place."""
    return open_to(registration) if registration.event.takes_place else [registration.category]


def close_named(registration: Registration) -> None:
    """Forget whom nobody asks any more, once `registration` is cancelled or was not taken.

    Where it was a seat kept for somebody, their name and address go; where hosts took it back, the digest of the
    address stays, so that their no stands. Where its holder named people, those who have not answered have no seat any
    more: nobody answers for them. Who took theirs keeps it.
    """
    concerned = Q(registration_id=registration.pk) | Q(leader_id=registration.pk)
    rows = list(NamedPerson.objects.filter(concerned, answer=NamedPerson.Answer.NONE))
    if not rows:
        return
    seats = Registration.objects.filter(pk__in=[one.registration_id for one in rows])
    seats.active().update(state=Registration.State.CANCELLED, claim_by=None, changed_at=timezone.now())
    seats.update(name="")
    closed = NamedPerson.objects.filter(pk__in=[one.pk for one in rows])
    refused = Q(registration_id=registration.pk) if registration.cancelled_by_id else Q(pk__in=[])
    closed.exclude(refused).update(email_digest="")
    closed.update(answer=NamedPerson.Answer.CLOSED, name="", email="")


def last_refusal(event: Event, email_digest: str) -> Registration | None:
    """Return the registration of this address that hosts declined, or cancelled, last; None where they never did.

    The account of the host may be gone since: the log, or the reason, still says whose no it was.
    """
    declined = SeatMove.objects.filter(registration_id=OuterRef("pk"), kind=SeatMove.Kind.DECLINED)
    by_hosts = Q(cancelled_by__isnull=False) | ~Q(cancel_reason="") | Exists(declined)
    rows = Registration.objects.filter(by_hosts, event_id=event.pk, email_digest=email_digest, state="cancelled")
    return rows.order_by("-changed_at", "-pk").first()


def refused_at(event: Event, email_digest: str) -> datetime | None:
    """Return when hosts said no to this address, where they decide who comes and have not let it in since.

    Call it while the seats are locked.
    """
    if not (event.approval or event.by_invitation or event.closed):
        return None  # whom they took out may register anew
    no = last_refusal(event, email_digest)
    # A seat that was kept for this address, and that hosts took back (close_named).
    kept = NamedPerson.objects.filter(
        leader__event_id=event.pk, email_digest=email_digest, answer=NamedPerson.Answer.CLOSED
    )
    moments = [no.changed_at if no else None, kept.aggregate(at=Max("registration__changed_at"))["at"]]
    latest = max((moment for moment in moments if moment), default=None)
    if latest is None:
        return None
    yes = SeatMove.objects.filter(kind__in=[SeatMove.Kind.APPROVED, SeatMove.Kind.ADDED], at__gt=latest)
    let_in = yes.filter(registration__event_id=event.pk, registration__email_digest=email_digest)
    return None if let_in.exists() else latest


def withdraw_refusal(registration: Registration) -> None:
    """Log that hosts say yes to whom they said no before: they invited them since."""
    SeatMove.objects.create(
        event_id=registration.event_id, registration=registration, category_id=registration.category_id,
        kind=SeatMove.Kind.APPROVED, state=registration.state,
    )  # fmt: skip
