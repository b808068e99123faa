"""Why a decision of two people is refused."""


class SamePerson(Exception):
    """The authority check and the publication are the work of two people."""


class Changed(Exception):
    """The signature has changed since the page was shown to the person who decides."""
