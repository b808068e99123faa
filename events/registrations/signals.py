"""What rooms above hear of registrations."""

from django.dispatch import Signal

# The button of a form, `asked`, was pressed: its `registration` is there, new or as it was. Heard by
# `agenda.services.begin_agenda`. `send`, in the transaction.
registration_confirmed = Signal()
# Some `registrations` (a queryset) are emptied of what names their people, in time or, `erased`, as those ask: then
# what is only counted goes too. Heard by `personal_data.of_registrations` in messages, agenda and door, by
# agenda.personal_data and by join_links.py. `send`, in the transaction: an error of one undoes all.
registrations_forgotten = Signal()
