"""One page, from its file to a picture that fits a screen."""

import ctypes

from PIL import Image

from coalition.uploads.inspector import image, limits
from coalition.uploads.inspector.kinds import Kind, kind_of
from coalition.uploads.inspector.verdict import Cause, Refused

WIDTH, HEIGHT = 1_240, 3_508  # pixels at most: A4 at 150 dots an inch, and twice as high for what is long


def load(content: bytes) -> None:
    """Load what draws a file that begins as `content` does: a sealed process can load no library any more."""
    image.load()
    if content.startswith(b"%PDF-"):
        import pypdfium2  # noqa: F401


def draw(content: bytes, page: int) -> tuple[int, bytes]:
    """Return how many pages the file has, and a JPEG of `page`, from 1 on. Raises Refused."""
    if len(content) > limits.FILE_BYTES:
        raise Refused(Cause.TOO_LARGE)
    kind = kind_of(content)
    if kind is Kind.PDF:
        return _of_pdf(content, page)
    if page != 1:
        raise Refused(Cause.NO_PAGES)
    return 1, image.smaller(content, kind, (WIDTH, HEIGHT))


def _of_pdf(content: bytes, number: int) -> tuple[int, bytes]:
    """Draw a page of a PDF by PDFium, with what was typed into its form. No script runs: it has no engine for any."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            document.init_forms()
            pages = min(len(document), limits.PAGES)
            if not 1 <= number <= pages:
                raise Refused(Cause.NO_PAGES)
            page = document[number - 1]
            width, height = page.get_size()
            if not (width > 0 and height > 0):
                raise Refused(Cause.BROKEN_PDF)
            picture: Image.Image = page.render(scale=min(WIDTH / width, HEIGHT / height)).to_pil()
            return pages, image.jpeg(picture)
    except (pypdfium2.PdfiumError, ValueError, OSError, ctypes.ArgumentError) as error:
        raise Refused(Cause.BROKEN_PDF) from error
