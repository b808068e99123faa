"""A change of an event is one row, in its transaction; the worker makes the mails of it, few at a time."""
