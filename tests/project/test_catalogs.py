"""The interface is complete in four languages, nothing stays in English, and what was said wrong once stays away."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.utils.translation import ngettext, override

from coalition import catalogs

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%|%[sd]")


@pytest.fixture(scope="module")
def template():
    return catalogs.template_catalog()


def forms(text: object) -> list[str]:
    return list(text) if isinstance(text, tuple | list) else [str(text)]


def unseen_names(source: str) -> Iterator[str]:
    """Yield each name under which `source` imports a gettext function, and by which its strings are not collected."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ImportFrom) or node.module not in ("django.utils.translation", "gettext"):
            continue
        for function in node.names:
            name = function.asname or function.name
            arguments = catalogs.KEYWORDS.get(function.name, "not collected")
            if "gettext" in function.name and catalogs.KEYWORDS.get(name, "unseen") != arguments:
                yield name


def test_every_name_of_a_gettext_function_is_collected():
    modules = [path for app in catalogs.APPS for path in sorted((catalogs.ROOT / app).rglob("*.py"))]
    hidden = {path: list(unseen_names(path.read_text(encoding="utf-8"))) for path in modules}

    assert {str(path): names for path, names in hidden.items() if names} == {}


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_every_string_is_translated_and_no_translation_outlives_its_string(template, language: str):
    asked = {(message.context, forms(message.id)[0]) for message in template if message.id}
    kept = [message for message in catalogs.read(language) if message.id]
    empty = [message.id for message in kept if message.fuzzy or not catalogs.is_translated(message.string)]

    assert asked ^ {(message.context, forms(message.id)[0]) for message in kept} == set()
    assert empty == []


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_placeholders_are_kept(language: str):
    """A plural's forms may leave a number out ("one seat"), never add or misspell one."""
    wrong = []
    for message in catalogs.read(language):
        if not message.id or not catalogs.is_translated(message.string):
            continue
        allowed = {name for form in forms(message.id) for name in PLACEHOLDER.findall(form)}
        singular = not isinstance(message.id, tuple | list)
        for form in forms(message.string):
            used = set(PLACEHOLDER.findall(form))
            if used - allowed or (singular and used != allowed):
                wrong.append((message.id, form))

    assert wrong == []


ACCUSATIVE = re.compile(r"\w(?:ًا|اً)(?!\w)")
COUNTED_SO = re.compile(r"%\(\w+\)[sd]\u2069? \w*(?:ًا|اً)(?!\w)")


def test_arabic_nouns_fit_their_numbers(template):
    """From 11 to 99 a noun is in the accusative (موعدًا), after 100 it is not, and after no other number (موعد)."""
    wrong = []
    with override("ar"):
        for message in template:
            if not isinstance(message.id, tuple | list):
                continue
            context = f"{message.context}\x04" if message.context else ""
            said = {
                number: ngettext(context + message.id[0], message.id[1], number) for number in (0, 1, 2, 3, 11, 100)
            }
            accusative = {number: len(ACCUSATIVE.findall(words)) for number, words in said.items()}
            alone = {words for number, words in said.items() if number != 11 and COUNTED_SO.search(words)}
            if alone or accusative[100] > accusative[11]:
                wrong.append(said)

    assert wrong == []


GONE = re.compile(
    r"\{% (comment|blocktranslate|blocktrans|verbatim)\b.*?%\}.*?\{% end\1 %\}"
    r"|\{% block (?:layout|body_class|referrer|style) %\}.*?\{% endblock\b[^%]*%\}"
    r"|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<(code|script|style|svg|mj-style|mj-attributes)\b.*?</\2>|<!--.*?-->|&\w+;",
    re.DOTALL,
)
READ = re.compile(r"\b(?:alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\"")
TAG = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
VARIABLE = re.compile(r"%\(\w+\)[sd]|<[^>]*>")
NAMES = set(
    WORD.findall(
        "Android Atom CC BY CSV DOCX Data Excel GeoJSON ICS JSON LibreOffice Outlook PDF PNG Package RSS SHA SVG "
        "WhatsApp XLSX XML com findahelpline help lila"
    )
)
# Templates that nobody reads but machines or who builds the site, and those that say everything in four languages.
OTHERS = (
    "templates/demo/",
    "coalition/templates/400.html",
    "coalition/templates/500.html",
    "coalition/templates/cms/unsaved.html",
    "charter/docx/model_act.txt",
    "courses/bundle/imsmanifest.xml",
    "courses/bundle/readme.txt",
)
# A translation is its English where both languages have the word, or where it is a name. What is listed is so.
SAME = {
    "fr": """
        %(count)s article | %(count)s articles
        %(figure)s signature | %(figure)s signatures
        Action | Actions | Article
        Associations | Police | action | actions
        Article %(number)s | Association | Code | Contact | Contacts | Cookies | Date | Europe
        Guide | Image | Information | Invitation | Menu | Page | Pages | Point | Points | Population | Programme
        Signature
        Signatures | Source | Type | Version | Version %(number)s
        articles | association | associations | cause | code | contact | contacts | date
        description | document | points
        image | initiative | initiatives | introduction | latitude | logo | longitude | message | page
        Messages | Quotas | population | portrait | quota | quotas | signature | signatures | source | type | version
        Documents | Licence | Modules | Sources | Total | documents | licence | minutes | module | modules
        programme | programmes | sources | %(number)s minute | %(number)s minutes
        Budget
    """,
    "es": """
        %s KB | %s MB
        Cookies | Error | Error: | Eurasia
        Provisional | Total | Video | no | token | video
    """,
    "ar": "",
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


# English: what no reader should meet in a text of the interface, and what is said instead.
ENGLISH = {
    r"adhe(sion|re|res|red|rent)\b": "sign, your signature; formally accession",
    r"dossier": "your signature, your application",
    r"\bmails?\b(?! (server|log|client))": "email",
    r"e-mail": "email",
    r"\b[Tt]ype (it|the|your|another|them)\b": "enter",
    r"[Ll]ook (at|in) (your|the official) mail": "check your email",
    r"^Kind$|\bkinds? of (event|local government|result)": "type",
    r"\b[Tt]o come\b": "upcoming; future",
    r"Keep these settings": "save changes",
    r"one press|One press": "with one click",
    r"sign by sign|one sign away": "each character",
    r"The way into": "registered participants receive a joining link",
    r"what they do about it": "what they achieve",
    r"\bneed do nothing": "you do not need to do anything",
    r"This field is required": "a sentence of the field's own",
    r"Requests? of persons?|request of a person": "privacy request",
    r"\bby itself\b": "automatically",
    r"\((Europe|America|Africa|Asia|Indian|Pacific|Atlantic)/": "a place, never an identifier",
    r"code of six digits": "6-digit code",
}
# Words of these say nothing to a reader of the site: the CMS's view of the mail log, and what a machine is called.
ENGLISH_MAY = {
    "Mail",
    "mail",
    "Mail log",
    "An email that is held needs a reason.",
    "A sent email needs the time of sending.",
}
FRENCH = {
    r"[^\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}%&][:;?!](\s|$)": "a non-breaking space before : ; ? !",
    r" [:;?!»]": "a non-breaking space, not one that breaks",
    r"« ": "a non-breaking space after «",
    r"\"": "guillemets",
    r"'": "the typographic apostrophe",
    r"\w·\w": "both genders named, without a middle dot",
    r"(?<!en-)\b[Tt]êtes?\b": "empreinte du jour",
    r"laissent voir ce qu": "rendent compte de leurs actions",
    r"\be-mails?\b|\bmails?\b": "courriel",
    r"déplacé quand il se déplace": "toujours à jour",
}
SPANISH = {
    r"\bvosotr[oa]s\b|\bvuestr[oa]s?\b": "usted, ustedes",
    r"\b[Ii]ntegrantes?\b": "miembros",
    r"\b[Cc]abezas?\b": "huella del día",
    r"cambiados cuando cambian": "siempre actualizados",
    r"\bnewsletter\b": "boletín",
    r"\bwebinar(io)?s?\b": "seminario web",
    r"\be-?mails?\b": "correo electrónico",
    r"\"": "comillas latinas",
    r"^Comienzo$": "Inicio",
}
ARABIC = {
    r"(?<=[\u0600-\u06ff]), ": "،",
    r"(?<=[\u0600-\u06ff]); ?": "؛",
    r"(?<=[\u0600-\u06ff])\?": "؟",
    r"\"": "« »",
    r"رؤوس|\bرأس\b": "بصمة اليوم",
    r"^لغة الإشارة$": "لغة النص الموقَّع",
    r"يعيشون": "يقيمون",
    r"إفلات": "اسحبوه إلى هنا",
    r"[\u0660-\u0669\u06f0-\u06f9]": "Latin digits",
    r"\u0640(?=[\u0600-\u06ff])": "no stretched letters",
}
PITFALLS = {"fr": FRENCH, "es": SPANISH, "ar": ARABIC}
# One English string, translated by its place: (context, English) and how it is said. None of these is ever the other.
SAID = {
    ("button that begins a signature", "Start"): ("Commencer", "Empezar", "ابدؤوا"),
    (None, "Language signed"): ("Langue du texte signé", "Idioma del texto firmado", "لغة النص الموقَّع"),
    (None, "Members"): ("Membres", "Miembros", "الأعضاء"),
    (None, "All countries"): ("Tous les pays", "Todos los países", "كل البلدان"),
}
# What is cancelled, by its context, in French, Spanish and Arabic: each agrees with what it is said of.
CANCELLED = {
    None: ("annulée", "cancelada", "ملغاة"),  # in an account of a session
    "edition": ("annulé", "cancelada", "ملغى"),
    "event": ("événement annulé", "evento cancelado", "أُلغي الموعد"),  # of whatever type: no word that agrees
    "registration": ("annulée", "cancelada", "ملغى"),
    "session": ("annulée", "cancelada", "ملغاة"),
}
PART = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]*>")


@pytest.fixture(scope="module")
def english(template) -> set[str]:
    """Return each English string of the interface; of allauth's, what our English catalog says instead."""
    ours = {form for message in template if message.id for form in forms(message.id)} - {
        text for _context, text in catalogs.library_messages()
    }
    return ours | {str(message.string) for message in catalogs.read("en") if message.id}


def found(patterns: dict[str, str], texts: set[str]) -> list[tuple[str, str]]:
    return [(text, instead) for pattern, instead in patterns.items() for text in texts if re.search(pattern, text)]


def test_english_says_it_as_people_do(english):
    assert found(ENGLISH, english - ENGLISH_MAY) == []


@pytest.mark.parametrize("language", PITFALLS)
def test_a_translation_says_it_as_people_do(language):
    said = {form for message in catalogs.read(language) if message.id for form in forms(message.string)}

    assert found(PITFALLS[language], {PART.sub("x", form) for form in said}) == []


# What a template says in a language of its own, or to no reader: a comment, a sentence of the catalogs, a script.
OF_ITS_OWN = re.compile(
    r"{% comment.*?endcomment %}|{#.*?#}|{% blocktrans.*?endblocktranslate %}|<script.*?</script>", re.DOTALL
)


def test_no_template_writes_the_comma_of_one_language_between_two_values():
    """Arabic has its own: `listed`, or a comma with a context."""
    templates = [path for app in catalogs.APPS for path in (catalogs.ROOT / app).rglob("templates/**/*.html")]
    written = {str(path): re.findall(r"[}>] *[,;] *[{<]", OF_ITS_OWN.sub("", path.read_text())) for path in templates}

    assert len(written) > 100
    assert {path: commas for path, commas in written.items() if commas} == {}


@pytest.mark.parametrize("number", range(3))
def test_one_english_word_is_translated_by_its_place(number):
    """Cancelled agrees with what is cancelled."""
    catalog = catalogs.read(catalogs.LANGUAGES[number])
    words = SAID | {(context, "cancelled"): said for context, said in CANCELLED.items()}

    assert {key: catalog.get(key[1], key[0]).string for key in words} == {key: words[key][number] for key in words}
