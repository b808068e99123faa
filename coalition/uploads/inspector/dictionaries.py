"""What a PDF's dictionaries must not say: run, open, fetch, carry or play something, or act by itself.

The names are those of ISO 32000-2: actions 12.6, embedded files 7.11.4, multimedia 13, forms 12.7. A name counts
wherever a reader may take it from: written out, spelt in hexadecimal, in an object of its own, or as a string.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pikepdf

from coalition.uploads.inspector import addresses
from coalition.uploads.inspector.verdict import Cause, Refused

ACTIONS = {
    "/JavaScript": Cause.SCRIPT,
    "/Launch": Cause.REACHES_OUT,
    "/GoToR": Cause.REACHES_OUT,
    "/GoToE": Cause.REACHES_OUT,
    "/SubmitForm": Cause.REACHES_OUT,
    "/ImportData": Cause.REACHES_OUT,
    "/Rendition": Cause.MULTIMEDIA,
    "/Movie": Cause.MULTIMEDIA,
    "/Sound": Cause.MULTIMEDIA,
    "/RichMediaExecute": Cause.MULTIMEDIA,
    "/GoTo3DView": Cause.MULTIMEDIA,
}
SUBTYPES = {
    "/RichMedia": Cause.MULTIMEDIA,
    "/Movie": Cause.MULTIMEDIA,
    "/Sound": Cause.MULTIMEDIA,
    "/Screen": Cause.MULTIMEDIA,
    "/3D": Cause.MULTIMEDIA,
    "/U3D": Cause.MULTIMEDIA,
    "/PRC": Cause.MULTIMEDIA,
    "/FileAttachment": Cause.ATTACHMENT,
    "/PS": Cause.SCRIPT,
}
TYPES = {"/EmbeddedFile": Cause.ATTACHMENT}
NAMED = {"/S": ACTIONS, "/Subtype": SUBTYPES, "/Subtype2": SUBTYPES, "/Type": TYPES}
KEYS = {
    "/JS": Cause.SCRIPT,
    "/JavaScript": Cause.SCRIPT,
    "/OnInstantiate": Cause.SCRIPT,
    "/EF": Cause.ATTACHMENT,
    "/Collection": Cause.ATTACHMENT,
    "/XFA": Cause.XFA,
    "/NeedsRendering": Cause.XFA,
    "/RichMediaContent": Cause.MULTIMEDIA,
    "/AlternatePresentations": Cause.MULTIMEDIA,
    "/3DD": Cause.MULTIMEDIA,
}
STREAM_KEYS = {  # contents that are fetched from another file
    "/F": Cause.REACHES_OUT,
    "/Ref": Cause.REACHES_OUT,
    "/OPI": Cause.REACHES_OUT,
}
BY_ITSELF = frozenset({"/GoTo", "/GoToDp", "/Named", "/Hide", "/SetOCGState", "/ResetForm", "/Trans"})
FOLLOWING_ACTIONS = 1000
SUSPECT = re.compile(
    rb"[/(](?:JS|JavaScript|OnInstantiate|Launch|GoToR|GoToE|SubmitForm|ImportData|Rendition|Movie|Sound|RichMedia\w*"
    rb"|GoTo3DView|Screen|3DD?|U3D|PRC|FileAttachment|EmbeddedFile|PS|EF|Collection|XFA|NeedsRendering|URI|Base|Thread"
    rb"|F|Ref|OPI|AlternatePresentations|OpenAction|AA|FontMatrix)(?!\w)|/(?:S|Subtype2?|Type) \d"
)


def check(root: pikepdf.Object) -> None:
    """Refuse what is dangerous in the dictionary or array `root`, or in what it holds directly. Raises Refused."""
    if not SUSPECT.search(root.unparse(resolved=True)):
        return
    for item in _dictionaries(root):
        names = item.keys()
        for name, cause in KEYS.items():
            if name in names and item[name] is not False:
                raise Refused(cause)
        for name, causes in NAMED.items():
            if name in names and (found := causes.get("/" + _words(item[name]))):
                raise Refused(found)
        if "/F" in names and "/S" in names and _words(item["/S"]) == "Thread":
            raise Refused(Cause.REACHES_OUT)
        for name in ("/URI", "/Base"):
            if name in names:
                _check_address(_words(item[name]))
        if "/FontMatrix" in names:
            _check_matrix(item["/FontMatrix"])
        _check_what_acts_by_itself(item)


def check_stream(stream: pikepdf.Object) -> None:
    """Refuse what is dangerous in the dictionary of `stream`. Raises Refused."""
    check(stream)
    for name, cause in STREAM_KEYS.items():
        if name in stream:
            raise Refused(cause)


def check_name(name: str) -> None:
    """Refuse a dangerous name that is an object of its own: no honest producer is known to write it. Raises Refused."""
    for causes in NAMED.values():
        if found := causes.get(name):
            raise Refused(found)


def _words(value: object) -> str:
    """Return the text of a string, or a name without its slash; readers take one for the other."""
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    return str(value) if isinstance(value, pikepdf.String) else ""


def _check_address(words: str) -> None:
    """Refuse a link that is no web, mail or telephone address: it would open a file, a share or a script."""
    if addresses.is_script(words):
        raise Refused(Cause.SCRIPT)
    if not addresses.is_harmless(words):
        raise Refused(Cause.REACHES_OUT)


def _check_matrix(matrix: object) -> None:
    """Refuse a matrix of anything but numbers: a reader made a program of it (CVE-2024-4367)."""
    values = list(matrix) if isinstance(matrix, pikepdf.Array) else [matrix]
    if not all(isinstance(value, int | float | Decimal) for value in values):
        raise Refused(Cause.SCRIPT)


def _check_what_acts_by_itself(item: pikepdf.Object) -> None:
    """Refuse actions on opening, closing, printing and the like that do more than move within the document."""
    events = item.get("/AA")
    actions = [item.get("/OpenAction"), *(events.values() if isinstance(events, pikepdf.Dictionary) else [])]
    for count, action in enumerate(_chain(actions)):
        name = "/" + _words(action.get("/S"))
        if count > FOLLOWING_ACTIONS:
            raise Refused(Cause.TOO_COMPLEX)
        if name != "/" and name not in BY_ITSELF:
            raise Refused(ACTIONS.get(name, Cause.REACHES_OUT))


def _chain(actions: Iterable[object]) -> Iterator[pikepdf.Object]:
    """Return the dictionaries among `actions`, and those that follow each: a destination is no action."""
    stack, seen = list(actions), set()
    while stack:
        action = stack.pop()
        if not isinstance(action, pikepdf.Dictionary) or (action.is_indirect and action.objgen in seen):
            continue
        seen.add(action.objgen)
        yield action
        following = action.get("/Next")
        stack.extend(following if isinstance(following, pikepdf.Array) else [following])


def _dictionaries(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Return `root` and every dictionary directly inside it; other objects are visited by themselves."""
    stack = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, pikepdf.Dictionary):
            yield item
            values = [value for _name, value in item.items()]
        else:
            values = list(item)
        stack.extend(
            value for value in values if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
        )
