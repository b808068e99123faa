"""What apps above are told of before it happens, and may answer."""

from django.dispatch import Signal

# The file of an image or document, `instance`, is to be replaced. A receiver that returns True refuses: newsletters for
# what a sent edition shows, the library for what was published.
file_replacing = Signal()


def keeps_its_file(row: object) -> bool:
    """Say whether the image or document `row` was shown by something that stays as it is."""
    if getattr(row, "pk", None) is None:
        return False
    return any(answer for _receiver, answer in file_replacing.send(sender=type(row), instance=row))
