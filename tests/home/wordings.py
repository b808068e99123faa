"""What a page says in words, but for what it marks as a name or as another language."""

import re
from html.parser import HTMLParser

SILENT = {"script", "style", "svg", "code", "time", "bdi", "title"}
VOID = {"meta", "link", "input", "img", "br", "hr", "source", "wbr", "area", "path"}
WORD = re.compile(r"[^\W\d_]{3,}")
# Names, and words that two languages share. A text of these words alone may be the same in both.
SHARED = {
    "names": """
        Android Apple Atom Bobigny Calendar CSV DOCX Excel Femmes GeoJSON Google Iztapalapa Jenin JSON LibreOffice
        Kerrien Mac Maëlle Monde Natural Earth Office Outlook PDF RSS Thunderbird XLSX XML com iPad iPhone
        Bordeaux Denis Lyon Paris Saint Saône Seine Strasbourg Villefranche sur
    """,
    "fr": """
        Actions Ad referendum Article Articles Association Canada Code Contact Contacts Cookies Date Europe France Guide
        Information Menu Page Pages Palestine Philippines Population Programme Question Questions Signature Signatures
        Côte Ivoire Kenya Police Portugal Total places
        Source Type Version signature signatures Associations Budget Licence minutes Sources articles associations
    """,
    "es": """
        Ad referendum Argentina Bolivia Chile Colombia Cookies Ecuador Error Eurasia Gambia Portugal Provisional Senegal
        Total Video
    """,
    "ar": "",
}


class Reader(HTMLParser):
    """Collects what is read on a page, but for what is marked as another language or as a name."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.path: list[bool] = []  # of each open element, whether it is silent

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            zone = tag == "option" and "/" in (given.get("value") or "")  # chosen by the name of its town
            silent = tag in SILENT or ("lang" in given and tag != "html") or "hreflang" in given or zone
            self.path.append(silent or bool(self.path and self.path[-1]))
        if not (self.path and self.path[-1]):
            self.texts |= {given[name] or "" for name in ("alt", "aria-label", "placeholder") if given.get(name)}

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.path:
            self.path.pop()

    def handle_data(self, data: str) -> None:
        if not (self.path and self.path[-1]) and data.strip():
            self.texts.add(" ".join(data.split()))


def read(page: str) -> set[str]:
    reader = Reader()
    reader.feed(page)
    return reader.texts


def is_shared(text: str, language: str) -> bool:
    """Say whether `text` is made of names, and of words that English shares with `language`."""
    return set(WORD.findall(text)) <= {*SHARED["names"].split(), *SHARED[language].split()}
