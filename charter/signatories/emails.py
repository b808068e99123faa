"""The mails of the yearly report: to everyone who reads the mails of the signature, each in their language."""

from charter.followup.emails import Facts, send_to_readers
from charter.signing.models import Signature
from coalition import dates
from coalition.mail.models import Message
from coalition.privacy import secret_links

from .models import Report


def send_invitation(report: Report, signature: Signature) -> list[Message]:
    return _send(report, signature, "report")


def send_asked_again(report: Report, signature: Signature) -> list[Message]:
    return _send(report, signature, "report_asked_again", reason=report.reason.splitlines())


def _send(report: Report, signature: Signature, name: str, **context: list[str]) -> list[Message]:
    key = f"charter:{name}:{secret_links.new_token()[1]}"
    words: Facts = {"year": str(report.year), **context}
    return send_to_readers(signature, name, key, "report-title", lambda: {**words, "due": dates.day(report.due_on)})
