"""Carry mails to a provider by its HTTP API: the same promises as over SMTP (`coalition.mail.transport.Transport`)."""

from collections.abc import Callable
from typing import Any, Self

from coalition.mail.bounces import verp
from coalition.mail.transport import Ambiguous, Outage, Withheld

from . import answers, letters, names
from .wire import Line, Place

FAILED = {"failed", "invalid", "rejected"}


class ProviderTransport:
    """Carry mails to the provider of the settings, over one connection that is opened when first needed."""

    def __init__(self) -> None:
        self._backend: Any = None
        self._line: Line | None = None
        self._switches: dict[str, bool] = {}
        self._place = Place.BEFORE
        self._was_used = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._hang_up()

    def send(self, *, sender: str, recipient: str, data: bytes, on_wire: Callable[[], bool]) -> None:
        """Hand over `data`. The envelope is the provider's own: of `sender` only the code of the copy goes with it."""
        self._open()
        code = sender.rpartition("@")[0].partition("+")[2] if verp.read_address(sender) else ""
        message = letters.read(data, recipient=recipient, code=code, provider=names.chosen(), switches=self._switches)
        try:
            self._hand_over(message, on_wire)
        except Withheld:
            self._hang_up()
            raise
        except Exception as error:
            if getattr(error, "status_code", None) is None:
                self._hang_up()
            raise answers.of_error(error, recipient=recipient, place=self._place) from error
        answer = message.anymail_status
        if answer.status and answer.status <= FAILED:
            raise answers.of_failure(answer.esp_response, recipient=recipient)

    def _hand_over(self, message: Any, on_wire: Callable[[], bool]) -> None:
        """Send the request, once more where the server had closed an idle connection."""
        from anymail.exceptions import AnymailUnsupportedFeature
        from requests import ConnectionError as Broken

        try:
            self._post(message, on_wire)
        except AnymailUnsupportedFeature:  # nothing left yet
            letters.instead_of_metadata(message)
            self._post(message, on_wire)
        except Broken:
            if not self._was_used or self._place == Place.AFTER:
                raise
            self._hang_up()
            self._open()
            self._post(message, on_wire)
        self._was_used = True

    def _post(self, message: Any, on_wire: Callable[[], bool]) -> None:
        self._place, line = Place.BEFORE, self._line
        if line is None:  # a provider whose library has a way of its own
            if not on_wire():
                raise Withheld
            self._place = Place.AFTER
            self._backend.send_messages([message])
            return
        line.wire.begin(on_wire)
        try:
            self._backend.send_messages([message])
        finally:
            self._place = line.wire.place
        if self._place != Place.AFTER:
            raise Ambiguous("the provider answered before it had the whole mail")

    def _open(self) -> None:
        if self._backend is not None and self._line is not None and self._line.is_idle():
            self._hang_up()
        if self._backend is not None:
            return
        try:
            self._backend = names.backend()
        except names.Incomplete as error:
            raise Outage(str(error)) from error
        self._switches = self._switches or names.switches(self._backend)
        self._line, self._was_used = Line() if hasattr(self._backend, "session") else None, False
        if self._line is not None:
            self._backend.session = self._line

    def _hang_up(self) -> None:
        if self._backend is not None:
            self._backend.close()
        self._backend = None
