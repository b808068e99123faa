"""The CMS's page on the interpretation of a programme, and its list to book."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import pgettext_lazy

from coalition.tables.cells import cell
from events.programme.cms_views import NAMESPACE, ProgrammePage

from .coverage import Plan


class InterpretationView(ProgrammePage):
    template_name = "events/cms/interpretation.html"
    page_title = pgettext_lazy("heading of a page", "Interpretation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = Plan(self.programme)
        csv_url = reverse(f"{NAMESPACE}:to-book", args=[self.programme.pk])
        return super().get_context_data(**kwargs) | {"programme": self.programme, "plan": plan, "csv_url": csv_url}


class ToBookView(ProgrammePage):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")  # by the mark, Excel reads UTF-8
        name = slugify(str(self.programme)) or "programme"
        response["Content-Disposition"] = f'attachment; filename="{name}-to-book.csv"'
        writer = csv.writer(response)
        for line in Plan(self.programme).to_book():
            writer.writerow([cell(text) for text in line])
        return response
