"""The mails of the yearly report: to everyone who reads the mails of the signature, each in their language."""

from django.utils import translation

from charter.followup.emails import readers
from charter.signing.emails import desk_url, template_of
from charter.signing.models import Signature
from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import secret_links

from .models import Report


def send_invitation(report: Report, signature: Signature) -> list[Message]:
    return _send(report, signature, "report", {})


def send_asked_again(report: Report, signature: Signature) -> list[Message]:
    return _send(report, signature, "report_asked_again", {"reason": report.reason.splitlines()})


def _send(report: Report, signature: Signature, name: str, context: dict[str, list[str]]) -> list[Message]:
    sent = []
    for to, language in readers(signature):
        url = desk_url(signature, to, language, "report-title")
        with translation.override(language):
            government, due = str(report.government), dates.day(report.due_on)
        message = send(
            key=f"charter:{name}:{secret_links.new_token()[1]}",
            template=template_of(name),
            to=to,
            language=language,
            context={
                "what": name,
                "government": government,
                "year": str(report.year),
                "due": due,
                "url": url,
                **context,
            },
            sensitive=True,
            unasked=False,
        )
        sent.append(message)
    return sent
