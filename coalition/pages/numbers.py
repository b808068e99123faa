"""Numbers as the reader's language writes them."""

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language


def number_text(value: int) -> str:
    """Return `value` as the active language writes it: with its own separator of thousands."""
    return str(format_decimal(value, locale=get_language() or "en"))


def share_text(value: int, whole: int) -> str:
    """Return what `value` is of `whole` in per cent, as the active language writes it; 0 of nothing."""
    return str(format_percent(value / whole if whole else 0, locale=get_language() or "en"))
