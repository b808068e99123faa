"""PEM in a setting: the text itself, or the path of its file. Imported by the production settings: no models."""

from pathlib import Path

BEGIN = "-----BEGIN"


class BadIdentity(Exception):
    """Key and certificate cannot sign; the message is one sentence for the operator."""


def read_pem(value: str) -> bytes:
    r"""Return the PEM that `value` is, or that the file at path `value` holds; `\n` written out is a line end.

    Raises BadIdentity when there is neither.
    """
    text = value.replace("\\n", "\n")
    if BEGIN not in text:
        try:
            text = Path(value).read_text(encoding="ascii")
        except (OSError, ValueError) as error:
            raise BadIdentity(f"the file cannot be read ({type(error).__name__})") from error
    return text.encode()
