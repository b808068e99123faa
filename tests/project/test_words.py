"""The words of the interface: what was wrong once does not return, and nothing stays in English by mistake."""

import re

import pytest

from coalition import catalogs
from coalition.users.allauth_messages import WORDS
from home.demo.content_files import read

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
    ("button that begins a signature", "Start"): ("Commencer", "Empezar", "ابدأ"),
    (None, "Language signed"): ("Langue du texte signé", "Idioma del texto firmado", "لغة النص الموقَّع"),
    (None, "Members"): ("Membres", "Miembros", "الأعضاء"),
    (None, "All countries"): ("Tous les pays", "Todos los países", "كل البلدان"),
}
# What is cancelled, by its context, in French, Spanish and Arabic: each agrees with what it is said of.
CANCELLED = {
    None: ("annulée", "cancelada", "ملغاة"),  # in an account of a session
    "edition": ("annulée", "cancelada", "ملغى"),
    "event": ("annulation", "cancelación", "إلغاء"),  # of whatever type: no word that agrees
    "registration": ("annulée", "cancelada", "ملغى"),
    "session": ("annulée", "cancelada", "ملغاة"),
}
VARIABLE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]*>")


def forms(text: object) -> list[str]:
    return list(text) if isinstance(text, tuple | list) else [str(text)]


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Return each English string of the interface; of allauth's, what our English catalog says instead."""
    ours = {form for message in catalogs.template_catalog() if message.id for form in forms(message.id)} - set(WORDS)
    return ours | {str(message.string) for message in catalogs.read("en") if message.id}


def found(patterns: dict[str, str], texts: set[str]) -> list[tuple[str, str]]:
    """Return each text in which a pattern is found, with what is said instead."""
    return [(text, instead) for pattern, instead in patterns.items() for text in texts if re.search(pattern, text)]


def test_english_says_it_as_people_do(english):
    assert found(ENGLISH, english - ENGLISH_MAY) == []


@pytest.mark.parametrize("language", PITFALLS)
def test_a_translation_says_it_as_people_do(language):
    said = {form for message in catalogs.read(language) if message.id for form in forms(message.string)}

    assert found(PITFALLS[language], {VARIABLE.sub("x", form) for form in said}) == []


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
    catalog = catalogs.read(catalogs.LANGUAGES[number])

    said = {key: catalog.get(key[1], key[0]).string for key in SAID}

    assert said == {key: words[number] for key, words in SAID.items()}


@pytest.mark.parametrize("number", range(3))
def test_cancelled_agrees_with_what_is_cancelled(number):
    catalog = catalogs.read(catalogs.LANGUAGES[number])

    said = {context: catalog.get("cancelled", context).string for context in CANCELLED}

    assert said == {context: words[number] for context, words in CANCELLED.items()}


def test_the_demonstrations_helpline_is_open_around_the_clock_and_no_profile_tells_testers_what_to_do():
    (line,) = read("site")["helpline"]

    assert line["hours"]["ar"].startswith("على مدار الساعة")
    assert re.findall(r"Log in|Connectez-vous|Entre con una cuenta|الدخول بحساب", str(read("members"))) == []
