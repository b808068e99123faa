"""Who learns: enrolments by a mailed link or a code, and how far they are."""
