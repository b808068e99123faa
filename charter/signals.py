"""What the rooms above hear, in the transaction in which it happens."""

from django.dispatch import Signal

submitted = Signal()  # a town hall sent its `signature` to the reviewers
# The last language of an `edition` of the certificates of a `signature` is issued, and it is to be told of:
# `review.emails` mails both mailboxes.
certificate_issued = Signal()
