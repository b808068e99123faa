"""Why a decision of two people is refused."""


class SamePerson(Exception):
    """The authority check and the publication are the work of two people."""


class Changed(Exception):
    """The signature is no longer what whoever decides was shown."""
