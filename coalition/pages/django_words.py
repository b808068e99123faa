"""Django's words that its own catalogs leave in English in some of our languages: ours come before them."""

from django.utils.translation import gettext_noop

NOTHING_CHOSEN = gettext_noop("- Select an option -")  # django.db.models.fields.BLANK_CHOICE_LABEL
