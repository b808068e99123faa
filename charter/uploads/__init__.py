"""Council acts that people send. Uploads are hostile: each is read in a process of its own, within limits.

`inspect_act(content)` returns an `Act` or raises `ActRefused`, whose sentence says what happened and what to do next.
`ActFileField` does the same for a form: its cleaned value is an `ActFile`, clean bytes with the `Act` beside them.
"""

from .acts import Act, ActFile, ActRefused, extension_of, inspect_act, sent_digest
from .fields import ActFileField

__all__ = ["Act", "ActFile", "ActFileField", "ActRefused", "extension_of", "inspect_act", "sent_digest"]
