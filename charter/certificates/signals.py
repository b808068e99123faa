"""What other rooms are told of certificates."""

from django.dispatch import Signal

# With `signature` and `edition`, in the transaction that issues the last language of an edition that is to be told of.
# `review.emails` listens, and mails both mailboxes.
certificate_issued = Signal()
