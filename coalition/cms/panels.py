"""Panels of the CMS's forms."""

from typing import Any

from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from coalition.languages.words import CODES, local_name, written_in


class WordsPanel(MultiFieldPanel):
    """The columns `name_en`, `name_fr` and so on of one row, side by side as every field of words is."""

    def __init__(self, name: str = "", heading: Any = "", **kwargs: Any) -> None:
        kwargs.setdefault("children", [FieldPanel(f"{name}_{code}") for code in CODES])
        super().__init__(heading=heading, **kwargs)

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "cms/words.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            parts = []
            for code, child in zip(CODES, self.children, strict=True):
                field = child.bound_field
                field.field.widget.attrs |= written_in(code).attrs
                parts.append({"language": code, "local_name": local_name(code), "field": field})
            return super().get_context_data(parent_context) | {
                "parts": parts,
                "group": self.heading,
                "help": self.panel.help_text,
            }
