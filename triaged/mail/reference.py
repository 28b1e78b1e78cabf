"""Short references that can be said on the phone: NL-7K3F.

Twenty-eight letters and digits: no 0 O 1 I L, which are mistaken for one another, and no vowels, so that no word comes
out by chance.
"""

import hashlib
import hmac
from collections.abc import Iterator
from itertools import count

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
_SHORTEST, _LONGEST, _TRIES_EACH = 4, 12, 3


def candidates(secret: bytes, identity: str) -> Iterator[str]:
    """References for one thread, best first, without end: three of 4 characters, three of 5, and so on up to 12.

    The caller takes the first that is free. `identity` is the first mail's; the same identity gives the same
    references, and without the secret nobody can compute another thread's.
    """
    for attempt in count():
        digest = hmac.digest(secret, f"reference|{attempt}|{identity}".encode("utf-8", "surrogatepass"), hashlib.sha256)
        number = int.from_bytes(digest, "big")
        letters = []
        for _ in range(min(_SHORTEST + attempt // _TRIES_EACH, _LONGEST)):
            number, index = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[index])
        yield "".join(letters)


def printed(reference: str, prefix: str | None) -> str:
    """The reference as letters and people write it: "NL-7K3F", or "7K3F" where the house has no prefix."""
    return f"{prefix}-{reference}" if prefix else reference
