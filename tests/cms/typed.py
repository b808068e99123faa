"""The form of an editor's page, as a browser would send it back."""

from typing import Any

from bs4 import BeautifulSoup, Tag


def form_of(response: Any) -> dict[str, Any]:
    """Return what the editor's form in `response` would post, untouched: a list where a name has several values."""
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    form = soup.select_one("form[data-edit-form]")
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        if "__prefix__" not in field["name"] and field["name"] != "csrfmiddlewaretoken":
            data.setdefault(field["name"], []).extend(_values(field))
    return {name: values[0] if len(values) == 1 else values for name, values in data.items() if values}


def _values(field: Tag) -> list[str]:
    if field.name == "select":
        chosen = [option["value"] for option in field.select("option[selected]")]
        return chosen or ([] if field.has_attr("multiple") else [""])
    if field.name == "textarea":
        return [field.text.removeprefix("\n")]
    kind = field.get("type", "")
    if kind in {"checkbox", "radio"} and not field.has_attr("checked"):
        return []
    return [] if kind == "submit" else [field.get("value", "on" if kind == "checkbox" else "")]
