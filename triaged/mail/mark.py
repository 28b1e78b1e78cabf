"""What makes a letter recognisable as ours: its Message-ID and its mark, both keyed with the house's secret.

The mark is the value of the header X-Triaged. It proves itself, so that a journal copy, a returned letter, or a loop is
known without a look into the store, also where a provider has replaced our Message-ID (T1, N15):

    v1.KEY.PROOF    KEY    26 characters, HMAC-SHA256(secret, "letter|" + once_key), cut to 130 bits, base32
                    PROOF  26 characters, HMAC-SHA256(secret, "mark|" + KEY), cut and written the same way

The once_key itself never leaves the house: it may speak of people.
"""

import hashlib
import hmac
import re

HEADER = "X-Triaged"
"""The header that carries the mark."""

_LENGTH = 26
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"  # base32 (RFC 4648 6), in lower case
_PAIRS = tuple(first + second for first in _ALPHABET for second in _ALPHABET)
_MARK = re.compile(rf"v1\.([a-z2-7]{{{_LENGTH}}})\.([a-z2-7]{{{_LENGTH}}})")


def message_id(secret: bytes, key: str, kind: str, n: int, domain: str) -> str:
    """A Message-ID nobody can guess: `<ack.KEYED-HASH@domain>`. The n-th letter of that kind for `key` keeps its id.

    A guessable id lets a stranger write into a thread by naming it in References (T11).
    """
    return f"<{kind}.{_keyed(secret, f'id|{key}|{kind}|{n}', 32)}@{domain}>"


def mark(secret: bytes, once_key: str) -> str:
    """The mark of the letter with this once_key."""
    key = _keyed(secret, f"letter|{once_key}", _LENGTH)
    return f"v1.{key}.{_keyed(secret, f'mark|{key}', _LENGTH)}"


def read_mark(secret: bytes, value: str) -> str | None:
    """The KEY of a mark that we made, or None. It tells letters apart; the store finds the letter by the whole mark."""
    found = _MARK.fullmatch(value.strip())
    if found is None:
        return None
    key, proof = found.groups()
    return key if hmac.compare_digest(_keyed(secret, f"mark|{key}", _LENGTH), proof) else None


def _keyed(secret: bytes, text: str, length: int) -> str:
    """The first `length` (at most 32) base32 characters of the HMAC; ten bits are a pair of them."""
    digest = hmac.digest(secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256)
    number = int.from_bytes(digest[:20], "big")
    return "".join([_PAIRS[number >> shift & 0x3FF] for shift in range(150, -1, -10)])[:length]
