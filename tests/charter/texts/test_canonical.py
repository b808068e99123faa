"""The canonical text: the vectors of the README, its white space, and that no two texts have the same."""

import json
import re
from pathlib import Path

from charter.texts import canonical
from charter.texts.canonical import canonical_text, text_digest

README = (Path(canonical.__file__).parent / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## The canonical text\n")[2].partition("\n## ")[0]
VECTORS = re.findall(r"```\n(.*?)```\n\n`([0-9a-f]{64})`", SECTION, re.DOTALL)


def test_the_first_vector_of_the_readme():
    text = canonical_text(
        number=1,
        language="fr",
        title="  Charte de l’e\u0301galite\u0301 ",
        preamble="Nous  agissons.\r\n\r\n\r\n\tEnsemble.\r\n",
        articles=[("E\u0301couter", "Nous écoutons. \rToujours.\n\n")],
    )
    assert (text, text_digest(text)) == VECTORS[0]


def test_the_second_vector_of_the_readme_has_unusual_white_space():
    parts = [json.loads(part) for part in re.findall(r'`("[^`]*")`', SECTION)]
    title, preamble, heading, words = parts
    assert {"\u00a0", "\u2028", "\u202f", "\u3000", "\u0085"} <= set("".join(parts))

    text = canonical_text(number=2, language="fr", title=title, preamble=preamble, articles=[(heading, words)])
    assert (text, text_digest(text)) == VECTORS[1]


SAME = {"title": "Charter", "preamble": "We commit.", "articles": [("Act", "We act.")]}


OTHERS = {
    "number": {"number": 11},
    "language": {"language": "en"},
    "article in the preamble": {"preamble": "We commit.\n\n1. Act\n\nWe act.", "articles": []},
    "preamble in the title": {"title": "Charter\n\nWe commit.", "preamble": ""},
    "text in a title": {"articles": [("Act We act.", "")]},
    "text that is a title": {"articles": [("Act", ""), ("We act.", "")]},
    "article in a text": {"articles": [("Act", "We act.\n\n2. Act")]},
    "article that is there": {"articles": [("Act", "We act."), ("Act", "")]},
}


def test_texts_that_differ_only_by_number_language_or_place_have_other_digests():
    whole = {"number": 1, "language": "fr", **SAME}
    digests = {name: text_digest(canonical_text(**(whole | part))) for name, part in {"same": {}, **OTHERS}.items()}
    assert len(set(digests.values())) == len(digests) == 9
