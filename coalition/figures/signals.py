"""What others are told of: the charter mails a town hall whose numbers are asked again."""

from django.dispatch import Signal

asked_again = Signal()  # entry
