"""Mail to the members of an association, each in its own language: asked, reminded once, counted."""

from django.conf import settings
from django.utils import translation

from charter.signing.emails import (
    absolute,
    template_of,
)
from charter.signing.groups.models import GroupMember
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import tokens


def send_member_asked(member: GroupMember, token: str) -> Message:
    """Ask a member of an association, at the mailbox that a reviewer confirmed, whether it signs; with its own link.

    Both names are those of the directory; nothing else that anybody typed is quoted.
    """
    return _to_member(member, "member_asked", tokens.digest(token), token)


def send_member_reminder(member: GroupMember, token: str) -> Message:
    """Remind a member that has not answered, with another link. It says that this is the only reminder."""
    return _to_member(member, "member_reminder", tokens.digest(token), token)


def send_member_counted(member: GroupMember) -> Message:
    return _to_member(member, "member_counted", str(member.pk))


def _to_member(member: GroupMember, name: str, occasion: str, token: str = "") -> Message:
    signature, known = member.signature, dict(settings.LANGUAGES)
    language = next((code for code in member.government.languages if code in known), signature.language)
    with translation.override(language):
        context = {"what": name, "government": member.government.name, "association": signature.government_name}
    return send(
        key=f"charter:{name}:{occasion}",
        template=template_of(name),
        to=member.official_email,
        language=language,
        context=context
        | {
            "url": absolute("member_answer", language, token=token)
            if token
            else absolute("verify", language, code=signature.verification_code)
        },
        sensitive=bool(token),
        unasked=bool(token),  # later, this mailbox has pressed the button behind its link
    )
