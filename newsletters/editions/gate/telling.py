"""Words that tell what a mail is about, in every language of the site: none may stand where an inbox shows them."""

import re

# A mail in one language is read with the words of all: their beginnings; in Arabic, where articles and prefixes are
# written together with a word, what stands anywhere in it.
STEMS = {
    "en": "violen abus assault wom[ae]n gender girl feminis charter coalition network government council town city "
    "mayor newsletter subscri sign adhesion accession dossier commitment deliverable event webinar train "
    "seminar regist seat waiting shelter safe victim survivor territor organis organiz",
    "fr": "violen femme fille genre féminis charte coalition réseau collectivit gouvernement conseil mair "
    "municipal infolettre bulletin lettre abonn sign adhésion dossier engagement évén webinaire formation "
    "séminaire inscri place attente refuge sécurité victime survivant territoire organis",
    "es": "violen mujer niña género feminis carta coalición red gobierno concejo ayuntamiento alcald municip boletín "
    "suscri firm adhesión expediente compromiso evento seminario formación inscri plaza espera refugio seguridad "
    "víctima sobrevivient territorio organiz",
    "ar": "عنف نساء مرأة نسوي فتيات ميثاق تحالف ائتلاف شبكة حكوم سلطات بلدي مجلس عمدة إخباري نشرة اشتراك توقيع انضمام "
    "ملف التزام فعالي حدث ندو تدريب تسجيل مقعد انتظار ملجأ ضحي ناجي إقليم منظم",
}
WORDS = re.compile(
    "|".join(
        stem if language == "ar" else rf"\b{stem}\w*" for language, words in STEMS.items() for stem in words.split()
    ),
    re.IGNORECASE,
)


def telling_words(words: str) -> list[str]:
    """Return what in `words` tells what a mail is about. Arabic is read without its vowel signs."""
    return WORDS.findall("".join(sign for sign in words if not "\u064b" <= sign <= "\u0652"))
