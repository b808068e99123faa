"""What rooms above hear of registrations."""

from django.dispatch import Signal

# Some `registrations` (a queryset) are emptied of what names their people, in time or, `erased`, as those ask: then
# what is only counted goes too. Heard by `personal_data.of_registrations` in letters, own_calendar, papers and
# replies, and by programme.agenda.personal_data. `send`, in the transaction: what one raises undoes all.
registrations_forgotten = Signal()
