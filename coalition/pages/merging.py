"""Two editors of one row with versions: what the second left as they found it stays as the first one saved it."""

import re
from typing import Any

from django.utils.datastructures import MultiValueDict
from wagtail.admin.widgets import BaseChooser

Sent = dict[str, list[str]]  # what a browser sends, by the name of the input
UNSEEN = re.compile(r'\r(?=\n)| data-block-key="\w*"')  # the browser's end of a line, the editor's name of a paragraph


def keep_both(form: Any, opened: Any, stored: Any) -> bool:
    """Let the bound `form` take what `stored`, the form of the row as it is, says where it says the same as `opened`.

    Return whether it says a third thing somewhere, where `opened` and `stored` differ.
    Rows below the row are told apart by their keys; of one that somebody else added or took away nothing is changed.
    """
    data = form.data.copy()
    third = [_merge(data, opened, stored)]
    for relation, formset in form.formsets.items():
        before, now = (_by_key(one.formsets[relation]) for one in (opened, stored))
        for number in range(formset.total_form_count()):
            prefix = formset.add_prefix(number)
            key = data.get(f"{prefix}-{formset.model._meta.pk.name}")
            if key in before and key in now:
                third.append(_merge(data, before[key], now[key], f"{prefix}-"))
        formset.data = data
    form.data = data
    return any(third)


def _by_key(formset: Any) -> dict[str, Any]:
    return {str(form.instance.pk): form for form in formset.initial_forms}


def _merge(data: Any, opened: Any, stored: Any, prefix: str = "") -> bool:
    third = False
    for name, field in stored.fields.items():
        before, now = (MultiValueDict(_sent(form[name], f"{prefix}{name}")) for form in (opened, stored))
        was, is_now, says = (_read(field.widget, one, f"{prefix}{name}") for one in (before, now, data))
        if was == is_now:
            continue
        if says == was:
            for key in before:
                data.pop(key, None)
            for key, values in now.lists():
                data.setlist(key, values)
        third = third or says not in (was, is_now)
    return third


def _read(widget: Any, data: Any, name: str) -> Any:
    return _plain(widget.value_from_datadict(data, {}, name))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return UNSEEN.sub("", value) if isinstance(value, str) else value or ""


def _sent(bound: Any, name: str) -> Sent:
    """Return what a browser sends of a field that nobody changes, as an input of this name."""
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, BaseChooser):
        return {name: [str((widget.get_value_data(value) or {}).get("id", ""))]}
    return _sent_by(widget.get_context(name, value, {})["widget"])


def _sent_by(widget: dict[str, Any]) -> Sent:
    if "subwidgets" in widget:
        return {key: values for part in widget["subwidgets"] for key, values in _sent_by(part).items()}
    value, name = widget["value"], widget["name"]
    if widget.get("type") == "checkbox":
        return {name: ["on"] if widget["attrs"].get("checked") else []}
    if isinstance(value, list | tuple):
        return {name: [str(one) for one in value if one not in (None, "")]}
    return {name: ["" if value is None else str(value)]}
