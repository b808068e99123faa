"""Whatever stands in a subject or an address: no mail gets a header or a recipient more, and none stops the others."""

from email import message_from_bytes, policy
from email.errors import MessageError

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalition.mail import rendering
from tests.attacks.measuring import rounds

pytestmark = pytest.mark.attack

EXAMPLES = settings(
    max_examples=rounds(150, 5000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BREAKS = st.sampled_from(
    ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\0", "\r\n ", "\n\t"]
)
TELLING = st.sampled_from(["Bcc: all@town.example", "To: b@town.example", "Subject: other", "\r\n\r\n<b>body</b>", ""])
WORDS = st.lists(st.one_of(st.text(max_size=12), BREAKS, TELLING), max_size=8).map("".join)
OURS = {"from", "to", "subject", "date", "message-id", "content-language", "auto-submitted"}


def names(data: bytes) -> list[str]:
    """Return the names of the headers, as a reader of the raw head and one of Python's parser see them."""
    head = data.partition(b"\r\n\r\n")[0]
    raw = [line.partition(b":")[0].decode().lower() for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert b"\r" not in head.replace(b"\r\n", b"")
    assert raw == [name.lower() for name in message_from_bytes(data, policy=policy.SMTP)]
    return raw


@EXAMPLES
@given(subject=WORDS, recipient=WORDS, reply_to=WORDS)
def test_a_single_mail_has_its_own_headers_or_is_not_made(subject, recipient, reply_to):
    try:
        mail = rendering.message_head(
            subject=subject, recipient=recipient, discreet=False, key="k", language="en", reply_to=reply_to
        )
        rendering.add_body(mail, text="Words", html="<p>Words</p>", attachments=[])
        data = mail.as_bytes()
    except (ValueError, IndexError, AttributeError, TypeError, MessageError):  # this mail's own failed attempt
        return
    assert sorted(names(data)) == sorted([*OURS, *(["reply-to"] if reply_to else []), "mime-version", "content-type"])
