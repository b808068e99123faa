"""What the SMTP server says of one edition: how fast it came, and whether each reader got it once."""

from collections.abc import Sequence


def result(arrivals: Sequence[tuple[str, float]], readers: int) -> str:
    """Return the rate between the first and the last mail, and how many of `readers` got none or one too many.

    `arrivals` are addresses and seconds, oldest first. Mails to anybody else are the caller's to leave out.
    """
    delivered = len({address for address, _at in arrivals})
    seconds = arrivals[-1][1] - arrivals[0][1] if arrivals else 0.0
    rate = (len(arrivals) - 1) / seconds if seconds else 0.0  # between n mails lie n - 1 intervals
    return f"{rate:.0f} messages/s, {readers - delivered} lost, {len(arrivals) - delivered} doubled"
