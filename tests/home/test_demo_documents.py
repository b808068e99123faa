"""The demonstration's library has real files: read by the reader of uploads, in each language."""

import pytest

from coalition.pages.folding import fold
from coalition.uploads import sandbox
from coalition.uploads.files import inspect_file
from home.demo.loaders.documents import file_of
from home.demo.reading import read

LANGUAGES = ("en", "fr", "es", "ar")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["toolkit-safe-messages", "toolkit-council-act"])
def test_each_file_says_its_words(key, language):
    content, words = file_of(key, language), read("documents")["document"][key][language]
    said = set(fold(sandbox.read(content)).split())
    title = fold(words["title"]).split()
    assert 2 * len(said & set(title)) >= len(title)  # where a font joins Arabic letters a PDF may give them otherwise
    if read("documents")["document"][key]["kind"] == "pdf":
        assert inspect_file(content).media_type == "application/pdf"
