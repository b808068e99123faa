"""Two rows were one local government: who names it moves what cannot simply stand side by side."""

from django.dispatch import Signal

# Sent in the transaction of a merge with `source`, the row that goes, and `into`, the one that stays. An error undoes
# the merge. What still names `source` afterwards names `into`.
# Listen: members, charter, coalition.figures, home.
governments_merged = Signal()
