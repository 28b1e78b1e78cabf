"""What holds when rules.toml says nothing: names, the reference's prefix, mail providers, where state is kept."""

import re
from collections.abc import Iterable, Mapping

EVERYONE = "everyone"
"""The team that is there when no team is written."""

TEAM_NAMES: Mapping[str, str] = {
    "en": "customer service",
    "de": "Kundenservice",
    "fr": "service client",
    "es": "atención al cliente",
}

PROVIDERS = frozenset(
    [
        "aol.com",
        "arcor.de",
        "bluewin.ch",
        "free.fr",
        "freenet.de",
        "fastmail.com",
        "gmail.com",
        "gmx.at",
        "gmx.ch",
        "gmx.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hey.com",
        "hotmail.co.uk",
        "hotmail.com",
        "hotmail.de",
        "hotmail.es",
        "hotmail.fr",
        "icloud.com",
        "laposte.net",
        "live.com",
        "live.de",
        "live.fr",
        "mac.com",
        "mail.com",
        "mailbox.org",
        "mail.ru",
        "me.com",
        "msn.com",
        "mykolab.com",
        "naver.com",
        "orange.fr",
        "outlook.com",
        "outlook.de",
        "outlook.es",
        "outlook.fr",
        "pm.me",
        "posteo.de",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "rocketmail.com",
        "sfr.fr",
        "t-online.de",
        "telefonica.net",
        "tuta.com",
        "tutanota.com",
        "vodafone.de",
        "wanadoo.fr",
        "web.de",
        "yahoo.co.uk",
        "yahoo.com",
        "yahoo.de",
        "yahoo.es",
        "yahoo.fr",
        "yandex.com",
        "yandex.ru",
        "ymail.com",
        "zoho.com",
        "126.com",
        "163.com",
        "1und1.de",
    ]
)
"""Domains at which everybody can have an address: being there says nothing about who somebody is."""

_LEGAL_FORMS = frozenset(
    [
        "ag",
        "bv",
        "co",
        "corp",
        "corporation",
        "cv",
        "eg",
        "eirl",
        "ev",
        "gbr",
        "gmbh",
        "group",
        "gruppe",
        "holding",
        "inc",
        "kg",
        "kgaa",
        "limited",
        "llc",
        "llp",
        "ltd",
        "mbh",
        "nv",
        "ohg",
        "oy",
        "plc",
        "pty",
        "sa",
        "sarl",
        "sas",
        "sasu",
        "se",
        "sl",
        "slu",
        "spa",
        "srl",
        "sro",
        "the",
        "ug",
        "und",
        "and",
        "et",
        "y",
        "&",
        "e.v.",
        "e.k.",
        "ek",
    ]
)
_SPEAKABLE = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def reference_prefix(company: str) -> str:
    """Two letters for references, from the company's name: the first letters of two words, or two consonants of one.

    O and I never occur, because they look like 0 and 1.
    """
    plain = company.upper().translate(str.maketrans("ÄÖÜÉÈÊÁÀÂÍÓÚÑÇ", "AOUEEEAAAIOUNC"))
    parts = re.findall(r"[A-Z&][A-Z.&]*", plain)
    spoken = [word for word in parts if word.lower().strip(".") not in _LEGAL_FORMS] or parts
    usable = ["".join(char for char in word if char in _SPEAKABLE) for word in spoken]
    usable = [word for word in usable if word]
    if len(usable) >= 2:
        return usable[0][0] + usable[1][0]
    word = usable[0] if usable else "TR"
    rest = [char for char in word[1:] if char not in "AEUY"] or list(word[1:]) or ["X"]
    return word[0] + rest[0]


def own_domains(addresses: Iterable[str]) -> frozenset[str]:
    """The domains of our own addresses, without mail providers."""
    return frozenset(address.rpartition("@")[2] for address in addresses) - PROVIDERS
