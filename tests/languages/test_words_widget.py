"""One text in four languages is typed side by side."""

from bs4 import BeautifulSoup

from coalition.languages.words import WordsFormField


def test_each_language_has_its_name_and_direction_what_is_known_of_it_and_what_nobody_may_type():
    field = WordsFormField(label="Title")
    field.widget.locked, field.widget.notes = {"es"}, {"fr": "Out of date"}

    soup = BeautifulSoup(field.widget.render("title", {"en": "A"}, {"id": "id_title"}), "html.parser")

    inputs = soup.select("input")
    assert soup.select_one("[role=group]")["aria-label"] == "Title"
    assert [(one["name"], one["lang"], one["dir"], one.has_attr("disabled")) for one in inputs] == [
        ("title_en", "en", "ltr", False), ("title_fr", "fr", "ltr", False), ("title_es", "es", "ltr", True),
        ("title_ar", "ar", "rtl", False),
    ]  # fmt: skip
    assert [label["for"] for label in soup.select("label")] == [one["id"] for one in inputs]
    assert [label.get_text(" ", strip=True) for label in soup.select("label")] == [
        "EN English", "FR français", "ES español", "AR العربيّة",
    ]  # fmt: skip
    assert [note.get_text() for note in soup.select(".words__note")] == ["Out of date"]
