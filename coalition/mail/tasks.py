"""Wake the drain. The ledger holds what is owed: a lost or repeated task loses and repeats nothing."""


def wake() -> None:
    """Defer the drain, once however many mails are owed."""
