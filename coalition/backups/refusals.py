"""How a backup or a restore is refused."""


class Refused(Exception):
    """It cannot be done, and nothing was changed; its message is one sentence for the operator."""
