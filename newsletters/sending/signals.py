"""What happens to editions and their copies."""

from django.dispatch import Signal

begun = Signal()  # `edition` left and is public: `editions.services.publish` lets search find it
copy_came_back = Signal()  # `delivery` (its key) bounced for good or was reported as spam: `schedule.hear` judges
