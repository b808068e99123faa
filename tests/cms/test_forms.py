"""A select box is drawn as Django draws it; a form that is shown again is as typed."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test import SimpleTestCase
from django.utils.translation import gettext_lazy as _

from coalition.cms.forms import ComponentRenderer

CHOICES = [("", _("All")), ("a", 'A "b" <c> & d'), ('"><script>', "<b>"), (1234, 1234), ("A", [("in", "Within")])]


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
@pytest.mark.parametrize("value", [None, "", 1234, ["in", "a"], '"><script>'])
def test_a_select_box_is_djangos_own(widget, value):
    made = widget({"id": "id_x", "required": True, "title": 'a "b" <c>'}, CHOICES)

    drawn, djangos = (made.render("name", value, renderer=kind()) for kind in (ComponentRenderer, DjangoTemplates))

    SimpleTestCase().assertHTMLEqual(drawn, djangos)
