"""What happens to readers, editions and copies, sent in its transaction; `newsletters.apps` connects who listens."""

from django.dispatch import Signal

leaving = Signal()  # `readers` leave or are erased: what is on its way to them stops
changing = Signal()  # the discretion of `readers` changes: a copy that a worker looked up is looked up again
begun = Signal()  # `edition` left and is public: `editions.services.publish` lets search find it
copy_came_back = Signal()  # `delivery` (its key) bounced for good or was reported as spam: `timetable.hear` judges
