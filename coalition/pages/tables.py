"""A table that an editor makes in a grid: with a caption, headings of columns, and a heading for each row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)
from wagtail_localize.segments import StringSegmentValue

from . import samples
from .block_groups import TEXT

FIGURE = "figure"  # the kind of a column whose cells stand at its end, as they are written: 12 %, 1.65 million


@dataclass(frozen=True)
class Cell:
    """One cell as it is shown: what it says, under which heading, whether it is a figure or names its row."""

    text: str
    heading: str
    figure: bool
    names_row: bool


class TableBlock(TypedTableBlock):
    """Rows and columns. The first cell of each row names it; a caption says what the table is about."""

    text = blocks.CharBlock(label=_("Text"), required=False)
    figure = blocks.CharBlock(label=_("Figure"), required=False)

    def clean(self, value: TypedTable | None) -> TypedTable | None:
        """Refuse a table without a caption, or with a column that has no heading."""
        cleaned: TypedTable | None = super().clean(value)
        if cleaned is None or not cleaned.columns:
            raise TypedTableBlockValidationError(non_block_errors=[_("Add a column and a row.")])
        wrong: list[Any] = []
        if not cleaned.caption.strip():
            wrong.append(ValidationError(_("Give the table a caption: what is it about?")))
        if not all(column["heading"].strip() for column in cleaned.columns):
            wrong.append(ValidationError(_("Give each column a heading.")))
        if wrong:
            raise TypedTableBlockValidationError(non_block_errors=wrong)
        return cleaned

    def get_context(self, value: TypedTable, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `headings` and `cells` by row, for a template that asks nothing else."""
        columns = [(column["heading"], column["block"].name == FIGURE) for column in value.columns]
        return super().get_context(value, parent_context=parent_context) | {
            "headings": columns,
            "cells": [list(self._row(columns, row["values"])) for row in value.row_data],
        }

    def _row(self, columns: list[tuple[str, bool]], values: list[Any]) -> Iterator[Cell]:
        for number, ((heading, figure), value) in enumerate(zip(columns, values, strict=True)):
            yield Cell(str(value or ""), heading, figure, number == 0)

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        words = {"caption": value.caption}
        words |= {f"heading.{number}": column["heading"] for number, column in enumerate(value.columns)}
        for number, row in enumerate(value.row_data):
            words |= {f"cell.{number}.{column}": str(cell or "") for column, cell in enumerate(row["values"])}
        return [StringSegmentValue(path, text) for path, text in words.items() if text]

    def restore_translated_segments(self, value: TypedTable, segments: list[StringSegmentValue]) -> TypedTable:
        for segment in segments:
            place, *numbers = segment.path.split(".")
            if place == "caption":
                value.caption = segment.render_text()
            elif place == "heading":
                value.columns[int(numbers[0])]["heading"] = segment.render_text()
            else:
                value.row_data[int(numbers[0])]["values"][int(numbers[1])] = segment.render_text()
        return value

    class Meta:
        group = TEXT
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with a caption. The first cell names its row.")
        template = "blocks/table.html"

    def get_preview_value(self) -> TypedTable:
        table: TypedTable = self.to_python(samples.TABLE)
        return table
