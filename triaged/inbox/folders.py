"""What LIST says: names out of modified UTF-7 (RFC 3501 5.1.3); special uses (RFC 6154), else known names."""

from collections.abc import Sequence

from imapclient import imap_utf7

from triaged.inbox.answers import Malformed, Piece, each
from triaged.model.mail import Folder

_HIDDEN = frozenset({"\\noselect", "\\nonexistent"})
_USES = frozenset({"\\all", "\\archive", "\\drafts", "\\flagged", "\\junk", "\\sent", "\\trash"})

KNOWN_NAMES = {
    "sent": (
        "sent", "sent mail", "sent items", "sent messages", "sent-mail", "gesendet", "gesendete objekte",
        "gesendete elemente", "gesendete nachrichten", "envoyés", "éléments envoyés", "messages envoyés",
        "enviados", "elementos enviados", "mensajes enviados", "posta inviata", "verzonden items", "outbox/sent",
    ),
    "drafts": ("drafts", "draft", "entwürfe", "brouillons", "borradores", "bozze", "concepten"),
    "junk": (
        "junk", "junk email", "junk e-mail", "spam", "bulk mail", "junk-e-mail", "courrier indésirable", "indésirables",
        "correo no deseado",
    ),
    "trash": (
        "trash", "deleted items", "deleted messages", "papierkorb", "gelöschte objekte", "gelöschte elemente",
        "corbeille", "éléments supprimés", "papelera", "elementos eliminados",
    ),
}  # fmt: skip
"""Names that mail programs of our languages give these folders, for servers that know no special use."""


def decoded(name: bytes) -> str:
    """A mailbox name for people. A name that breaks the encoding's rules is shown as it is."""
    try:
        text = imap_utf7.decode(name)
    except ValueError:
        text = ""
    return text if text.isprintable() and text else name.decode("ascii", "replace")


def listed(data: Sequence[Piece | None]) -> tuple[Folder, ...]:
    """The folders of a LIST answer that can be selected. Raises Malformed."""
    seen: dict[str, str] = {}
    delimiters: dict[str, str] = {}
    for answer in each(data):
        if len(answer) < 3 or not isinstance(answer[0], list) or not isinstance(answer[2], bytes):
            raise Malformed("a LIST answer without a name")
        flags = {flag.decode("ascii", "replace").lower() for flag in answer[0] if isinstance(flag, bytes)}
        if flags & _HIDDEN:
            continue
        name = decoded(answer[2])
        seen[name] = next((flag[1:] for flag in sorted(flags & _USES)), "")
        delimiters[name] = answer[1].decode("ascii", "replace") if isinstance(answer[1], bytes) else ""
    return _by_name(seen, delimiters)


def _by_name(seen: dict[str, str], delimiters: dict[str, str]) -> tuple[Folder, ...]:
    uses = dict(seen)
    for use, names in KNOWN_NAMES.items():
        if use in seen.values():
            continue
        leaves = {name: name.rpartition(delimiters[name])[2] if delimiters[name] else name for name in seen}
        candidates = [name for name in seen if not uses[name] and leaves[name].casefold() in names]
        if candidates:
            best = min(candidates, key=lambda name: (names.index(leaves[name].casefold()), len(name)))
            uses[best] = use
    return tuple(Folder(name=name, use=use) for name, use in uses.items())
