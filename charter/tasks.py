"""The charter's clock. Every task may be lost or repeated: the rows say what is due."""

from django.utils import timezone
from procrastinate.contrib.django import app

from charter.audit import emails as audit_emails
from charter.certificates import services as certificates
from charter.ledger import services as ledger
from coalition import queue

from .followup import services as followup
from .ledger import log as transparency
from .review import change_requests, reminders, status
from .review import group_members as membership
from .signatories import cards
from .signatories import services as signatories
from .signing import services as signing


@app.periodic(cron="15 0 * * *")
@app.task(name="charter.lapse", queueing_lock="charter-lapse")
def lapse(timestamp: int | None = None) -> None:
    """Put on hold the signatures whose act did not come by its day."""
    status.lapse(today=timezone.localdate())


@app.periodic(cron="*/10 * * * *")
@app.task(name="charter.apply_requests", queueing_lock="charter-apply-requests")
def apply_requests(timestamp: int | None = None) -> None:
    """Do what town halls asked, a reviewer checked and nobody stopped in seven days."""
    change_requests.apply_due(today=timezone.localdate())


@app.periodic(cron="30 6 * * *")
@app.task(name="charter.remind", queueing_lock="charter-remind")
def remind(timestamp: int | None = None) -> None:
    """Send the reminders of commitments that are due; those missed in an outage too, the latest of each only."""
    followup.remind_due(today=timezone.localdate())


@app.periodic(cron="40 6 * * *")
@app.task(name="charter.remind_town_halls", queueing_lock="charter-remind-town-halls")
def remind_town_halls(timestamp: int | None = None) -> None:
    """Send the reminders of the day: acts awaited, members not heard of, mandates ended, signatures untouched."""
    reminders.remind_of_acts(today=timezone.localdate())
    change_requests.invite_successors(today=timezone.localdate())
    reminders.remind_untouched(now=timezone.now())
    membership.remind_members(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="charter.ask_members", queueing_lock="charter-ask-members")
def ask_members(timestamp: int | None = None) -> None:
    """Mail the question to the members whose mailboxes a reviewer confirmed."""
    membership.mail_questions()


@app.periodic(cron="*/10 * * * *")
@app.task(name="charter.stamp_entries", queueing_lock="charter-stamp-entries")
def stamp_entries(timestamp: int | None = None) -> None:
    """Fetch the trusted times that entries lack, where an authority is configured."""
    ledger.stamp_due()


@app.periodic(cron="45 6 * * *")
@app.task(name="charter.mail_checkpoint", queueing_lock="charter-mail-checkpoint")
def mail_checkpoint(timestamp: int | None = None) -> None:
    """Mail the newest checkpoint to the archives that keep it, where any are set: once a week, on any of its days."""
    audit_emails.mail_checkpoint(today=timezone.localdate())


@app.periodic(cron="*/10 * * * *")
@app.task(name="charter.sign_log", queueing_lock="charter-sign-log")
def sign_log(timestamp: int | None = None) -> None:
    transparency.sign_checkpoint()


@app.periodic(cron="* * * * *")
@app.task(name="charter.issue_certificates", queueing_lock="charter-certificates", lock="documents")
def issue_certificates(timestamp: int | None = None) -> None:
    """Draw and sign the certificates that are owed. `timestamp` is when a periodic run was due."""
    if certificates.issue_due():
        queue.wake("charter.issue_certificates")


@app.periodic(cron="20 * * * *")
@app.task(name="charter.draw_cards", queueing_lock="charter-draw-cards", lock="documents")
def draw_cards(timestamp: int | None = None) -> None:
    """Draw the pictures of signatories' cards that are missing, or of which a word or a mark has changed."""
    if cards.draw_missing():
        queue.wake("charter.draw_cards")


@app.periodic(cron="30 7 * 1 *")
@app.task(name="charter.ask_numbers", queueing_lock="charter-ask-numbers")
def ask_numbers(timestamp: int | None = None) -> None:
    """Ask for the numbers of the year that is over, each day of January; nobody is asked twice."""
    signatories.ask_all(year=timezone.localdate().year - 1)


@app.task(name="charter.lost-links")
def mail_lost_links(*, contact_email: str) -> None:
    """Answer an inquiry: mail the links of the open signatures that `contact_email` began."""
    signing.resume(contact_email=contact_email)
