"""The images of pages that somebody published, drawn ahead so that no reader of a shared link waits for them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from coalition.pages.querysets import unrestricted
from coalition.privacy import queue

from . import drawing

LATELY = timedelta(days=1)  # what was published before has been asked for, or is drawn when it is
AT_ONCE = 20  # images of one run: the worker has other things to do


def wake_for_images(sender: Any, revision: Any = None, **kwargs: Any) -> None:
    """Let the worker draw the image of a page that a person published (signal `page_published`).

    What a command loads is left to the first request: hundreds of pages that nobody has shared yet.
    """
    if revision is not None and revision.user_id is not None:
        queue.wake("pages.draw_share_images")


def draw_missing() -> int:
    """Draw the images that lack of the pages that persons published lately; return how many.

    AT_ONCE at most: whoever gets that number calls again. Repeatable; the first request draws what this did not.
    """
    lately = timezone.now() - LATELY
    published = unrestricted(Page.objects.live()).filter(last_published_at__gte=lately)
    done = 0
    for page in published.filter(live_revision__user__isnull=False).order_by("-last_published_at", "pk").specific():
        language = page.locale.language_code
        with override(language):
            card = page.get_share_card() if hasattr(page, "get_share_card") else None
            if card is None or drawing.file_of(card, language).is_file():
                continue
            drawing.kept(card, language)
        done += 1
        if done == AT_ONCE:
            break
    return done
