"""The model field of a resource's themes: slugs in the database, boxes of the vocabulary in a form."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from coalition.pages.folding import sort_key


class ThemesFormField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        """Return each slug once, in the order of the alphabet, so that equal themes are equal lists."""
        return sorted(set(super().clean(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(initial or []) != sorted(data or [])


class ThemesField(ArrayField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("base_field", models.SlugField(max_length=60))
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return ThemesFormField(
            label=self.verbose_name, help_text=self.help_text, required=not self.blank, choices=theme_choices
        )


def theme_choices() -> list[tuple[str, str]]:
    """Return each theme as slug and name in the active language, in the order of that language's alphabet."""
    named = ((theme.slug, str(theme.name)) for theme in apps.get_model("resources", "Theme").objects.all())
    return sorted(named, key=lambda choice: sort_key(choice[1]))
