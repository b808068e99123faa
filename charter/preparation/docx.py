"""A plain text document of paragraphs, as word processors open and change it (Office Open XML, ECMA-376, part 1).

Five small parts in a zip. Its bytes depend on its words alone: every date in the zip is the format's first.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NORMAL, TITLE, HEADING, NOTE, ITEM, DIGEST = "Normal", "Title", "Heading1", "Note", "Item", "Digest"

CONTENT_TYPES = f"""{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{MEDIA_TYPE}.main+xml"/>
<Override PartName="/word/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
PACKAGE = f"""{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
<Relationship Id="rId2" Target="docProps/core.xml"
 Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>
</Relationships>"""
DOCUMENT = f"""{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="styles.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>
</Relationships>"""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph and the name of its style. With `new_page` it begins one."""

    text: str
    style: str = NORMAL
    new_page: bool = False


def write(paragraphs: Iterable[Paragraph], *, title: str, language: str, right_to_left: bool) -> bytes:
    """Return the document; `language` is a BCP 47 code, `title` what the file says of itself."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE,
        "word/_rels/document.xml.rels": DOCUMENT,
        "word/document.xml": _body(paragraphs, right_to_left=right_to_left),
        "word/styles.xml": _styles(language, right_to_left=right_to_left),
        "docProps/core.xml": _properties(title, language),
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), words.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _body(paragraphs: Iterable[Paragraph], *, right_to_left: bool) -> str:
    side = "<w:bidi/>" if right_to_left else ""
    written = (_paragraph(row, right_to_left=right_to_left and row.style != DIGEST) for row in paragraphs)
    page = f"""<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418"
 w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>{side}</w:sectPr>"""
    return f'{HEAD}<w:document xmlns:w="{MAIN}"><w:body>{"".join(written)}{page}</w:body></w:document>'


def _paragraph(row: Paragraph, *, right_to_left: bool) -> str:
    page, side = "<w:pageBreakBefore/>" if row.new_page else "", "<w:bidi/>" if right_to_left else ""
    letters = "<w:rPr><w:rtl/></w:rPr>" if right_to_left else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{row.style}"/>{page}{side}</w:pPr>'
        f'<w:r>{letters}<w:t xml:space="preserve">{escape(row.text)}</w:t></w:r></w:p>'
    )


def _styles(language: str, *, right_to_left: bool) -> str:
    spoken = f'w:bidi="{language}"' if right_to_left else f'w:val="{language}"'
    return f"""{HEAD}<w:styles xmlns:w="{MAIN}">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/>
<w:szCs w:val="24"/><w:lang {spoken}/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>
<w:spacing w:after="140" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
{_style(NORMAL, default=True)}
{_style(TITLE, '<w:spacing w:before="120" w:after="240"/>', '<w:b/><w:bCs/><w:sz w:val="34"/><w:szCs w:val="36"/>')}
{_style(HEADING, '<w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="0"/>', "<w:b/><w:bCs/>")}
{_style(NOTE, "", '<w:i/><w:iCs/><w:color w:val="555555"/>')}
{_style(ITEM, '<w:spacing w:after="60"/><w:ind w:left="454"/>')}
{_style(DIGEST, "", '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/><w:sz w:val="18"/>')}
</w:styles>"""


def _style(name: str, paragraph: str = "", letters: str = "", *, default: bool = False) -> str:
    kind = 'w:type="paragraph" w:default="1"' if default else 'w:type="paragraph"'
    based = "" if default else f'<w:basedOn w:val="{NORMAL}"/>'
    return (
        f'<w:style {kind} w:styleId="{name}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _properties(title: str, language: str) -> str:
    return f"""{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title><dc:language>{language}</dc:language>
</cp:coreProperties>"""
