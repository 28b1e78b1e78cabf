"""Which facts does a mail give: does it speak of an attachment of its own? In English, German, French and Spanish."""

import re

LOOKED_AT = 8_000
"""Characters of the customer's own words that are read."""

_WORD = re.compile(r"\w+")
_THEIRS = (
    "im anhang ihrer", "im anhang eurer", "im anhang deiner", "im anhang von ihnen", "in der anlage ihres",
    "pièce jointe de votre", "piece jointe de votre", "adjunto de su", "adjunto en su",
)  # fmt: skip
"""Of an attachment of ours."""
_SPEAKS = (
    "see attached", "see the attached", "see my attached", "find attached", "find the attached", "i attach",
    "i attached", "we attach", "we attached", "have attached", "ve attached", "am attaching", "i m attaching",
    "attached is", "attached are", "attached you", "attached please", "is attached", "are attached", "as attached",
    "in the attachment", "see attachment", "see the attachment", "my attachment", "enclosed is", "enclosed are",
    "enclosed you", "please find enclosed", "i enclose",
    "anbei", "im anhang", "siehe anhang", "angehängt", "angehaengt", "beigefügt", "beigefuegt", "in der anlage",
    "siehe anlage", "häng ich an", "hänge ich an", "ich hänge", "füge ich bei",
    "ci joint", "ci jointe", "ci joints", "ci jointes", "en pièce jointe", "en piece jointe", "en pj", "je joins",
    "vous joins", "nous joignons", "joint à ce", "jointe à ce", "joints à ce", "jointes à ce",
    "adjunto", "adjunta", "adjuntos", "adjuntas", "adjuntamos", "te adjunto", "les adjunto",
)  # fmt: skip
_NOT_OURS = ("is attached to", "are attached to", "i attached it to", "have attached it to")
"""Of something that hangs on something else."""


def speaks_of_attachment(text: str) -> bool:
    """Whether the customer's own words say that something is attached."""
    said = f" {' '.join(_WORD.findall(text[:LOOKED_AT].casefold()))} "
    for other in (*_THEIRS, *_NOT_OURS):
        said = said.replace(f" {other} ", " | ")
    return any(f" {phrase} " in said for phrase in _SPEAKS)
