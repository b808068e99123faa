"""What happens to readers, sent in its transaction. `newsletters.sending` listens (`newsletters.apps`)."""

from django.dispatch import Signal

leaving = Signal()  # `readers` leave or are erased: what is on its way to them stops
changing = Signal()  # the discretion of `readers` changes: a copy that a worker looked up is looked up again
