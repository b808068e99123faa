from django.utils.translation import override

from coalition.members import place_names
from coalition.members.models import LocalGovernment


def test_a_word_is_folded_the_same_in_every_writing():
    assert [place_names.search_words(text) for text in ("Jénine", "JENINE", "jenine ")] == [["jenine"]] * 3


def test_arabic_is_found_with_or_without_article_marks_and_hamza():
    assert place_names.search_words("الأراضي الفلسطينيّة") == place_names.search_words("اراضي فلسطينية")


def test_text_for_search_holds_every_name_and_the_country_in_every_language():
    text = place_names.search_text(["Quito"], "EC")
    assert text.split() == ["quito", "ecuador", "equateur", *place_names.search_words("الإكوادور")]


def test_localised_takes_the_active_language_then_english_then_any():
    with override("fr"):
        assert place_names.localised({"en": "Jenin", "fr": "Jénine"}) == "Jénine"
        assert place_names.localised({"en": "Jenin", "fr": ""}) == "Jenin"
        assert place_names.localised({"ar": "جنين"}) == "جنين"
        assert place_names.localised({}) == ""


def test_a_name_in_another_script_stands_before_its_country_from_right_to_left():
    """The name is isolated: the first strong letter after it, which says the direction, is the country's."""
    town = LocalGovernment(names={"fr": "Exemple-sur-Mer"}, country="FR")
    with override("ar"):
        assert str(town) == "\u2067\u2068Exemple-sur-Mer\u2069 (فرنسا)\u2069"
    with override("fr"):
        assert str(town) == "Exemple-sur-Mer (France)"
