"""One sentence for each cause: what happened, and what to do next."""

from django.utils.translation import gettext_lazy as _

from coalition.uploads.inspector.verdict import Cause

SENTENCES = {
    Cause.EMPTY: _("The file is empty. Choose the file again."),
    Cause.TOO_LARGE: _("The file is larger than 10 MB. Send a smaller scan, for example in grey at 200 dots per inch."),
    Cause.MALWARE: _(
        "The file carries a virus signature. Check your computer, then send another copy of the document."
    ),
    Cause.PROGRAM: _("This is a program, not a document. Send a document as PDF, JPEG, PNG or WebP."),
    Cause.OFFICE: _("This is an office document. Save or export it as PDF, and send that."),
    Cause.WEB_PAGE: _("This is a web page or a drawing made of code. Print it to PDF, and send that."),
    Cause.MAIL: _("This is an email message. Save the document that is attached to it, and send that."),
    Cause.ARCHIVE: _("This is an archive. Take the document out of it, and send that alone."),
    Cause.MEDIA: _("This is a sound or a film. Send the document as PDF, JPEG, PNG or WebP."),
    Cause.TEXT: _("This is plain text. Send the signed document as PDF, or a photograph of it."),
    Cause.OTHER_IMAGE: _("We cannot take this kind of image. Save it as JPEG, PNG or PDF, and send that."),
    Cause.UNKNOWN: _("We do not know this kind of file. Send the document as PDF, JPEG, PNG or WebP."),
    Cause.BROKEN_PDF: _(
        "This PDF is damaged or not complete. Export or scan the document again, and send the new file."
    ),
    Cause.NO_PAGES: _("This PDF has no page. Export or scan the document again, and send the new file."),
    Cause.TOO_MANY_PAGES: _("This PDF has more than 100 pages. Send only the pages of the document."),
    Cause.ENCRYPTED: _("This PDF is locked with a password. Save a copy without a password, and send that."),
    Cause.SCRIPT: _("This PDF carries a script. Print it to a new PDF, and send that."),
    Cause.REACHES_OUT: _("This PDF opens other files, programs or addresses. Print it to a new PDF, and send that."),
    Cause.ATTACHMENT: _("This PDF carries other files inside. Save it without attachments, or print it to a new PDF."),
    Cause.MULTIMEDIA: _("This PDF carries sound, film or a 3D model. Print it to a new PDF, and send that."),
    Cause.XFA: _("This PDF is a form that changes on its own (XFA). Print it to a new PDF, and send that."),
    Cause.TWO_FILES_IN_ONE: _(
        "This PDF has something else before, behind or inside it. Print it to a new PDF, and send that."
    ),
    Cause.MACRO: _("This document carries macros. Save it without macros, or as PDF, and send that."),
    Cause.EMBEDDED: _(
        "This document carries another file or a control inside. Take it out, or save the document as PDF, and send "
        "that."
    ),
    Cause.LINKED: _(
        "This document fetches a template, picture, data or field from elsewhere, or opens files of a computer. Break "
        "its links and fields, or save it as PDF, and send that."
    ),
    Cause.DECLARES: _(
        "This document declares entities of its own, which no office program does. Save it again, or as PDF, and send "
        "that."
    ),
    Cause.BROKEN_OFFICE: _("This document is damaged or not complete. Save it again, and send the new file."),
    Cause.BROKEN_IMAGE: _("This image is damaged or not complete. Photograph or scan the document again."),
    Cause.TOO_MANY_PIXELS: _("This image has more than 64 million pixels. Send a smaller one."),
    Cause.ANIMATED: _("This image moves. Send a still image of the document."),
    Cause.TOO_COMPLEX: _(
        "This file takes too long or too much memory to check. Print or scan it again, and send the new file."
    ),
    Cause.BUSY: _("Many files are being checked right now. Wait a minute, and send the file again."),
    Cause.UNCHECKED: _("We could not check this file. Send it again, or print or scan it to a new one."),
}

# What a door for publications says otherwise: it takes more, and nobody signed there.
LIBRARY = SENTENCES | {
    Cause.TOO_LARGE: _("The file is larger than 60 MB, or a picture larger than 10 MB. Choose a smaller copy."),
    Cause.PROGRAM: _("This is a program, not a document. Choose a PDF, DOCX, XLSX or PPTX, or a JPEG, PNG or WebP."),
    Cause.OFFICE: _("This kind of office document is not taken. Save it as PDF, DOCX, XLSX or PPTX, and choose that."),
    Cause.MEDIA: _("This is a sound or a film. Films and sound belong to a recording, not among the documents."),
    Cause.TEXT: _("This is plain text. Save it as PDF or DOCX, or a table as XLSX, and choose that."),
    Cause.UNKNOWN: _("We do not know this kind of file. Choose a PDF, DOCX, XLSX or PPTX, or a JPEG, PNG or WebP."),
    Cause.TOO_MANY_PAGES: _("This PDF has more than 1,000 pages. Divide it into several files."),
    Cause.MULTIMEDIA: _(
        "This file carries sound, film or a 3D model. Take them out, or print it to a new PDF, and choose that."
    ),
    Cause.ENCRYPTED: _("This file is locked with a password. Save a copy without a password, and choose that."),
    Cause.TWO_FILES_IN_ONE: _(
        "This file has something else before, behind or inside it. Save it again, or print it to a new PDF, and choose "
        "that."
    ),
}
