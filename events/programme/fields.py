"""Words of several lines, once per language, beside the facts they belong to."""

from typing import Any

from django import forms

from coalition.pages.words import WordsField, WordsFormField, WordsWidget


class LongWordsWidget(WordsWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets = [forms.Textarea({**widget.attrs, "rows": 3}) for widget in self.widgets]


class LongWordsFormField(WordsFormField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 2000} | kwargs)
        self.widget = LongWordsWidget()


class LongWordsField(WordsField):
    """A JSON object `{language: text}`, edited as one text area per language."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return LongWordsFormField(
            required=not self.blank, label=self.verbose_name, help_text=self.help_text, initial=dict
        )
