"""What the answer of a provider means for the one mail: taken, refused, refused for now, or nobody knows."""

import re
from typing import Any

from coalition.mail.transport import Ambiguous, Outage, Refused

from .wire import Place

# Said of our account, its key or its pace, or by a server that is not there: no mail is to blame.
NO_MAIL_TO_BLAME = {401, 402, 403, 404, 405, 407, 408, 425, 429, 503}
LOST_ON_THE_WAY = {502, 504, 520, 521, 522, 523, 524}  # a gateway that waited in vain: what is behind it may have it
OF_RECIPIENT = re.compile(
    r"""['"`]to\\?['"`]|\bin to\b|\bto parameter\b|\bto\.\d|messages\.to|\brecipient""", re.IGNORECASE
)
IS_BAD = re.compile(r"not (?:a )?valid|invalid|does not contain a valid|error parsing|malformed|illegal", re.IGNORECASE)
LONGEST = 200  # characters of an answer that are kept


def of_error(error: Exception, *, recipient: str, place: Place) -> Exception:
    """Return what `error`, which anymail raised, says in the engine's words: Outage, Refused or Ambiguous.

    `place` is how far the mail got. The address of the `recipient` is in none of the words.
    """
    from anymail.exceptions import AnymailAPIError, AnymailError, AnymailInvalidAddress, AnymailRecipientsRefused

    if isinstance(error, (Ambiguous, Outage, Refused)):
        return error
    status = getattr(error, "status_code", None)
    words = _words(error, recipient)
    if isinstance(error, AnymailRecipientsRefused):
        refused = error.email_message.anymail_status.status or set()
        # An address that the provider itself refuses, for what came back before: we heard of that when it came.
        return _refused(550, "5.1.3" if "invalid" in refused else "5.7.1", words, "rcpt")
    if isinstance(error, AnymailInvalidAddress):
        return _refused(553, "5.6.7", words)
    if isinstance(error, AnymailAPIError):
        return _of_status(status, words, place=place) if status else _of_connection(words, place=place)
    return _refused(554, "5.6.0", words) if isinstance(error, AnymailError) else error


def of_failure(response: Any, *, recipient: str) -> Exception:
    """Return what the provider said that took the request and not the mail."""
    return _of_status(400, _told(response, recipient), place=Place.AFTER)


def _of_connection(words: str, *, place: Place) -> Exception:
    if place == Place.WITHIN:  # perhaps the mail is to blame
        return _refused(451, "4.4.2", f"broken off within the text: {words}")
    return Ambiguous(words) if place == Place.AFTER else Outage(words)


def _of_status(status: int, words: str, *, place: Place) -> Exception:
    if status in NO_MAIL_TO_BLAME:
        return Outage(f"{status} {words}")
    if 200 <= status < 300 or status in LOST_ON_THE_WAY:
        return _of_connection(f"{status} {words}", place=place)
    if status in (400, 422) and OF_RECIPIENT.search(words) and IS_BAD.search(words):
        return _refused(550, "5.1.3", words, "rcpt")
    if status == 413:
        return _refused(552, "5.3.4", words)
    return _refused(451, "4.3.0", f"{status} {words}")  # perhaps our own settings, which a person mends


def _refused(code: int, status: str, words: str, stage: str = "") -> Refused:
    return Refused(code, f"{status} {words}".encode(), stage)


def _words(error: Exception, recipient: str) -> str:
    response = getattr(error, "response", None)
    return _told(response, recipient) if response is not None else _without(str(error), recipient)


def _told(response: Any, recipient: str) -> str:
    return _without(str(getattr(response, "text", "")), recipient)


def _without(words: str, recipient: str) -> str:
    return " ".join(re.sub(re.escape(recipient), "…", words, flags=re.IGNORECASE).split())[:LONGEST]
