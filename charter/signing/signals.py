"""What the rooms above hear of a signature."""

from django.dispatch import Signal

submitted = Signal()  # a town hall sent its `signature` to the reviewers, in this transaction
