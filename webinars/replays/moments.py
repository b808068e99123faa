"""A moment of a recording: milliseconds in the code, seconds in addresses, and as a clock for people."""

LATEST = 24 * 3600 * 1000 * 4  # milliseconds: no recording is longer


def second_of(milliseconds: int) -> str:
    """Return the second of an address: `83`, or `83.5`."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def clock(milliseconds: int) -> str:
    """Return a moment of a recording as a player shows it: `1:23`, `1:02:03`."""
    seconds = milliseconds // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def moment_of(text: str) -> int:
    """Return the milliseconds that `text` of an address asks for; 0 for nonsense."""
    whole, _point, part = text.partition(".")
    if not (whole.isascii() and whole.isdigit()) or (part and not (part.isascii() and part.isdigit())):
        return 0
    if len(whole) > 6 or len(part) > 6:
        return 0
    return min(int(float(text) * 1000), LATEST)
