"""PDFs that hide what they do from whoever reads them as they are written, each with the cause of its refusal."""

from coalition.uploads.inspector.verdict import Cause
from tests.uploads.files import (
    PAGE,
    PAGES,
    PLAIN_PDF,
    annotation,
    assembled,
    encrypted,
    flate,
    hybrid,
    object_stream,
    pdf,
    stream,
)
from tests.uploads.files import updated as update

SOUND = b"<< /S /Sound >>"
FILM = b"/Subtype 6 0 R"
HEXADECIMAL_JS = b"<< /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"
HEXADECIMAL_LAUNCH = b"<< /S /#4c#61unch /F (cmd.exe) >>"


def action(name: bytes, *more: bytes) -> bytes:
    """Return a PDF with a link whose action's name is object 6."""
    return annotation(b"/Subtype /Link /A << /S 6 0 R /D 0 >>", name, *more)


def without_catalog(catalog: bytes) -> bytes:
    """Return a PDF whose catalog is no object, but stands in the trailer."""
    objects = {1: b"null", 2: PAGES, 3: PAGE, 4: flate(b"BT ET")}
    return assembled(objects, b"/Root << /Type /Catalog /Pages 2 0 R " + catalog + b" >> ")


def misplaced(content: bytes) -> bytes:
    """Return `content` with a table that leads beside object 5."""
    place = content.index(b"5 0 obj")
    return content.replace(b"%010d" % place, b"%010d" % (place + 3))


NAMES_AS_OBJECTS = {
    "launch, its name an object in hexadecimal": (
        pdf(b"<< /S 6 0 R /Win 7 0 R >>", b"/L#61unch", b"<< /F (cmd.exe) >>", catalog=b"/OpenAction 5 0 R"),
        Cause.REACHES_OUT,
    ),
    "sound, its name an object": (action(b"/Sound"), Cause.MULTIMEDIA),
    "sound, its name an object that nothing refers to": (pdf(b"/Sound"), Cause.MULTIMEDIA),
    "sound, its name an object behind another one": (action(b"7 0 R", b"/Sound"), Cause.MULTIMEDIA),
    "sound, its name a string": (annotation(b"/Subtype /Link /A << /S (Sound) >>"), Cause.MULTIMEDIA),
    "sound, its name a string in an object": (action(b"(Sound)"), Cause.MULTIMEDIA),
    "sound, its name in an object stream": (object_stream(b"5 0 /So#75nd", 4, 1), Cause.MULTIMEDIA),
    "sound in an array of following actions": (
        annotation(b"/Subtype /Link /A << /S /GoTo /D 0 /Next [7 0 R] >>", b"/Rendition", b"<< /S 6 0 R >>"),
        Cause.MULTIMEDIA,
    ),
    "film, its subtype an object": (annotation(FILM, b"/Movie"), Cause.MULTIMEDIA),
    "film, its subtype an object, behind an owner's lock": (
        encrypted(annotation(FILM, b"/Movie"), owner="x", user=""), Cause.MULTIMEDIA,
    ),
    "attachment, its subtype an object": (annotation(FILM, b"/FileAttachment"), Cause.ATTACHMENT),
    "attached stream, its type an object": (pdf(flate(b"MZ", b"/Type 6 0 R "), b"/Embedd#65dFile"), Cause.ATTACHMENT),
    "postscript, its second subtype an object": (
        pdf(stream(b"showpage", b"/Subtype /Form /Subtype2 6 0 R "), b"/PS"), Cause.SCRIPT,
    ),
    "a form that is sent, its name an object": (action(b"/S#75bmitForm"), Cause.REACHES_OUT),
    "a thread of another file, its name an object": (
        annotation(b"/Subtype /Link /A << /S 6 0 R /F (b.pdf) >>", b"/Thread"), Cause.REACHES_OUT,
    ),
    "an address as a name": (
        annotation(b"/Subtype /Link /A << /S /URI /URI /file:#2f#2fc:#2fx >>"), Cause.REACHES_OUT,
    ),
    "javascript address behind a control sign": (
        annotation(b"/Subtype /Link /A << /S /URI /URI (\\030javascript:alert\\(1\\)) >>"), Cause.SCRIPT,
    ),
}  # fmt: skip
OUT_OF_SIGHT = {
    "javascript in a catalog that is no object": (without_catalog(b"/OpenAction " + HEXADECIMAL_JS), Cause.SCRIPT),
    "sound in a catalog that is no object": (without_catalog(b"/X " + SOUND), Cause.MULTIMEDIA),
    "a catalog that is no object": (without_catalog(b""), Cause.BROKEN_PDF),
    "sound in the trailer": (pdf(trailer=b"/Info << /X " + SOUND + b" >>"), Cause.MULTIMEDIA),
    "sound in an update": (update(PLAIN_PDF, _5=SOUND), Cause.MULTIMEDIA),
    "sound in a revision that an update empties": (update(pdf(SOUND), _5=b"null"), Cause.MULTIMEDIA),
    "launch in hexadecimal in a revision that an update empties": (
        update(pdf(HEXADECIMAL_LAUNCH), _5=b"null"), Cause.REACHES_OUT,
    ),
    "sound hidden from older readers": (hybrid(SOUND), Cause.MULTIMEDIA),
    "launch in an object stream, not in the table": (
        object_stream(b"5 0 9 3 << >> " + HEXADECIMAL_LAUNCH, 8, 2), Cause.REACHES_OUT,
    ),
    "sound beneath a parent field": (
        pdf(b"<< /T (a) /AA 7 0 R /Kids [6 0 R] >>", b"<< /Parent 5 0 R >>", b"<< /K 8 0 R >>", SOUND,
            catalog=b"/AcroForm << /Fields [5 0 R] >>"), Cause.MULTIMEDIA,
    ),
    "file in a tree of names": (
        pdf(b"<< /EmbeddedFiles 6 0 R >>", b"<< /Kids [7 0 R] >>", b"<< /Names [(a) 8 0 R] >>",
            b"<< /F (a.exe) /E#46 9 0 R >>", b"<< /F 4 0 R >>", catalog=b"/Names 5 0 R"), Cause.ATTACHMENT,
    ),
    "XFA in hexadecimal": (pdf(stream(b"<x/>"), b"<< /X#46A 5 0 R >>", catalog=b"/AcroForm 6 0 R"), Cause.XFA),
    "script of a 3D model": (pdf(stream(b"", b"/OnInstantiate 6 0 R "), stream(b"x")), Cause.SCRIPT),
    "presentation": (pdf(catalog=b"/Names << /AlternatePresentations << /Names [] >> >>"), Cause.MULTIMEDIA),
    "picture in another file": (pdf(stream(b"", b"/Subtype /Form /OPI << /2.0 5 0 R >> ")), Cause.REACHES_OUT),
}  # fmt: skip
BY_ITSELF = {
    "address opened by itself": (pdf(catalog=b"/OpenAction << /S /URI /URI (http://a.example) >>"), Cause.REACHES_OUT),
    "address opened by a page": (
        pdf(b"<< /S /URI /URI (http://a.example) >>", page=b"/AA << /O 5 0 R >>"), Cause.REACHES_OUT,
    ),
    "address after a harmless action that loops": (
        pdf(b"<< /S /GoTo /D 0 /Next [5 0 R 6 0 R] >>", b"<< /S /URI /URI (http://a.example) >>",
            catalog=b"/OpenAction 5 0 R"), Cause.REACHES_OUT,
    ),
    "ten thousand actions on opening": (
        pdf(catalog=b"/OpenAction << /S /GoTo /D 0 /Next [" + b"<< /S /Hide >> " * 10_000 + b"] >>"), Cause.TOO_COMPLEX,
    ),
}  # fmt: skip
TWO_READINGS = {
    "a name given twice": (annotation(b"/Subtype /Link /A << /S /Sound /S /GoTo >>"), Cause.BROKEN_PDF),
    "a name given twice in an object stream": (object_stream(b"5 0 << /S /Sound /S /GoTo >>", 4, 1), Cause.BROKEN_PDF),
    "a value without its key": (pdf(b"<< /A 1 2 /S /Sou#00nd >>"), Cause.BROKEN_PDF),
    "a sound among words that mean nothing": (pdf(b"<< /A x y z { } x y z /S /Sound >>"), Cause.BROKEN_PDF),
    "a stream of a wrong length": (pdf(stream(b"x" * 9, b"/Subtype /U3D ").replace(b" 9 ", b" 3 ")), Cause.BROKEN_PDF),
    "a sound beside the table": (misplaced(pdf(SOUND)), Cause.BROKEN_PDF),
    "thirty-two revisions": (update(PLAIN_PDF, _5=b"null") + b"%%EOF\n" * 30, Cause.TOO_COMPLEX),
}  # fmt: skip
DISGUISED = NAMES_AS_OBJECTS | OUT_OF_SIGHT | BY_ITSELF | TWO_READINGS
