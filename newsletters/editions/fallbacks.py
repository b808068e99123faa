"""What readers are sent whose language an edition lacks: what an editor chose, in so many words."""

from collections.abc import Collection
from uuid import UUID

from newsletters.editions.models import Fallback


def chosen(translation_key: UUID) -> dict[str, str]:
    """Return what was chosen for each language: the code of another one, or "" for nothing. One query."""
    rows = Fallback.objects.filter(translation_key=translation_key)
    return dict(rows.values_list("language", "receives"))


def choose(*, translation_key: UUID, language: str, receives: str | None) -> None:
    """Send the readers of `language` the words in `receives`, or nothing where it is empty; None leaves it undecided.

    It counts while the edition is not published in `language`. Choosing again replaces the choice.
    """
    if receives is None:
        Fallback.objects.filter(translation_key=translation_key, language=language).delete()
        return
    Fallback.objects.update_or_create(
        translation_key=translation_key, language=language, defaults={"receives": receives}
    )


def standing(choices: dict[str, str], published: Collection[str]) -> dict[str, str]:
    """Return those of `choices` that count: for a language that lacks, and to one that is there or to nothing."""
    return {
        language: receives
        for language, receives in choices.items()
        if language not in published and (not receives or receives in published)
    }
