"""Nothing is left in English: no words stand in a template outside gettext, and no translation is its English."""

import re

import pytest

from coalition import catalogs

GONE = re.compile(
    r"\{% (comment|blocktranslate|blocktrans|verbatim)\b.*?%\}.*?\{% end\1 %\}"
    r"|\{% block (?:layout|body_class|referrer) %\}.*?\{% endblock"
    r"|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(script|style|svg|mj-style|mj-attributes)\b.*?</\2>|<!--.*?-->|&\w+;",
    re.DOTALL,
)
READ = re.compile(r"\b(?:alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\"")
TAG = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
VARIABLE = re.compile(r"%\(\w+\)[sd]|<[^>]*>")
NAMES = {
    "Android",
    "Atom",
    "CSV",
    "CSVW",
    "DOCX",
    "Excel",
    "GeoJSON",
    "ICS",
    "JSON",
    "LibreOffice",
    "Outlook",
    "PDF",
    "RSS",
    "SDMX",
    "SHA",
    "XLSX",
    "XML",
}
# Templates that nobody reads but machines or who builds the site, and those that say everything in four languages.
OTHERS = (
    "templates/demo/",
    "coalition/templates/400.html",
    "coalition/templates/500.html",
    "coalition/templates/cms/unsaved.html",
    "courses/bundle/imsmanifest.xml",
    "courses/bundle/readme.txt",
)
# A translation is its English where both languages have the word, or where it is a name. What is listed is so.
SAME = {
    "fr": """
        %(count)s article | %(count)s articles
        %(figure)s signature | %(figure)s signatures | %(minutes)s minute | %(minutes)s minutes
        Action | Actions | Apple (iPhone, iPad, Mac) | Article
        Article %(number)d. %(heading)s | Cities for CEDAW | action | actions
        Article %(number)s | Association | Code | Contact | Contacts | Cookies | Date | Description | Europe
        Guide | Image | Information | Invitation | Menu | Page | Pages | Point | Population | Programme | Question
        Signature
        Signatures | Site | Source | Thunderbird | Type | Version | Version %(number)s
        ad referendum | articles | association | associations | cause | code | contact | contacts | date
        description | document | euros
        image | initiative | initiatives | introduction | latitude | logo | longitude | message | page | places
        Messages | Quotas | population | portrait | quota | quotas | signature | signatures | source | type | version
        Documents | Licence | Modules | Programmes | Sources | Total | documents | licence | minutes | module | modules
        programme | programmes | sources | %(number)s minute | %(number)s minutes
        Budget | Initiatives | Points | points
    """,
    "es": """
        Cities for CEDAW
        %s KB | %s MB
        Apple (iPhone, iPad, Mac) | Cookies | Error | Error: | Eurasia | Google Calendar | No
        Provisional | Thunderbird | Total | ad referendum | euros | no | token
    """,
    "ar": "Thunderbird",
}


def texts(source: str) -> list[str]:
    """Return what a reader of the template `source` reads that gettext does not see."""
    bare = GONE.sub(" ", source)
    read = [*READ.findall(bare), *TAG.sub("\n", bare).splitlines()]
    return [text.strip() for text in read if set(WORD.findall(text)) - NAMES]


def test_no_template_has_words_outside_gettext():
    found = []
    for app in catalogs.APPS:
        for path in sorted((catalogs.ROOT / app).rglob("*")):
            name = str(path.relative_to(catalogs.ROOT))
            if path.suffix not in catalogs.TEMPLATE_SUFFIXES or any(part in name for part in OTHERS):
                continue
            if "templates" in path.parts:
                found += [(name, text) for text in texts(path.read_text(encoding="utf-8"))]

    assert found == []


def forms(text: object) -> list[str]:
    return list(text) if isinstance(text, tuple | list) else [str(text)]


@pytest.mark.parametrize("language", SAME)
def test_no_translation_is_its_english(language):
    listed = {text.strip() for line in SAME[language].splitlines() for text in line.split("|")} - {""}
    same = {
        form
        for message in catalogs.read(language)
        if message.id
        for form in forms(message.string)
        if form in forms(message.id) and set(WORD.findall(VARIABLE.sub("", form))) - NAMES
    }

    assert sorted(same ^ listed) == []
