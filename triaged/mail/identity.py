"""Which mail is it? A key that stays when the mail moves, is fetched again, or the folder is rebuilt (I1, I2)."""

import hashlib

from triaged.mail.headers import Block

_FIELDS = ("message-id", "from", "date", "subject")


def of_block(inbox: str, block: Block, author: str, digest: str) -> str:
    """sha256, in hex, over inbox, Message-ID, From addr-spec, Date and Subject as they stand in the header block.

    `author` is the From addr-spec ("" where it cannot be read: then the raw value counts). Where there is neither a
    Message-ID nor a Date, two mails may well agree in the rest, so the `digest` of the text is mixed in (N31).
    """
    message_id, from_, date, subject = (_words(block.get(name)) for name in _FIELDS)
    told_apart = "" if message_id or date else digest
    return of_words(inbox, message_id, author.lower() or from_, date, subject, told_apart)


def of_words(*words: str) -> str:
    """sha256 over these words; where one ends and the next begins counts."""
    encoded = [word.encode("utf-8", "surrogatepass") for word in words]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(octets), octets) for octets in encoded])).hexdigest()


def _words(value: str) -> str:
    """A value with its blanks made equal: servers fold header lines anew."""
    return " ".join(value.split())
