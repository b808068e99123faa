"""Inputs and select boxes drawn in Python are what Django's templates draw; a form that is shown again is as typed."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.test import SimpleTestCase
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from coalition.pages.forms import INPUTS, ComponentRenderer, retype

WIDGETS = {
    "checkbox": forms.CheckboxInput,
    "email": forms.EmailInput,
    "hidden": forms.HiddenInput,
    "number": forms.NumberInput,
    "search": forms.SearchInput,
    "text": forms.TextInput,
    "url": forms.URLInput,
}


def test_every_input_drawn_here_is_compared():
    assert {f"django/forms/widgets/{kind}.html" for kind in WIDGETS} == INPUTS


@pytest.mark.parametrize("widget", WIDGETS.values(), ids=WIDGETS)
@pytest.mark.parametrize("value", [None, "", "12", True, False, '"><script>'])
def test_an_input_is_djangos_own(widget, value):
    attributes = {
        "id": "id_x",
        "required": True,
        "disabled": False,
        "maxlength": 5,
        "title": 'a "b" <c>',
        "dir": "auto",
    }

    drawn = widget(attributes).render("name", value, renderer=ComponentRenderer())

    SimpleTestCase().assertHTMLEqual(drawn, widget(attributes).render("name", value, renderer=TemplatesSetting()))


CHOICES = [
    ("", _("All")),
    ("a", 'A "b" <c> & d'),
    ('"><script>', mark_safe("<b>safe</b>")),
    (1234, 1234),
    (None, "None"),
    ('A <"group">', [("in", "Within"), (True, "True")]),
]


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
@pytest.mark.parametrize("value", [None, "", "a", 1234, ["in", "a"], '"><script>'])
def test_a_select_box_is_djangos_own(widget, value):
    attributes = {"id": "id_x", "required": True, "disabled": False, "title": 'a "b" <c>'}
    made = widget(attributes, CHOICES)

    drawn, djangos = (made.render("name", value, renderer=kind()) for kind in (ComponentRenderer, TemplatesSetting))

    SimpleTestCase().assertHTMLEqual(drawn, djangos)


class Draft(forms.Form):
    title = forms.CharField()
    version = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize("prefix", [None, "en"])
def test_a_form_shown_again_has_the_new_version_and_what_was_typed(prefix):
    names = {name: f"{prefix}-{name}" if prefix else name for name in ("title", "version")}
    sent = QueryDict(f"{names['title']}=Typed&{names['version']}=old")  # nobody may change it
    form = Draft(sent, prefix=prefix)

    retype(form, version="new")

    assert [form[name].value() for name in names] == ["Typed", "new"]
    assert sent[names["version"]] == "old"
