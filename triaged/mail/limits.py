"""How much of one mail is looked at. What lies beyond is left out, and is never an error."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseLimits:
    """Hard limits, applied before anything is decoded. Sizes in octets unless said otherwise.

    `Message.cut` names those that were met of header, fields, parts, depth, addresses and text.

    `mail` beyond which a mail is Unreadable (rules.toml: limits.mail); `header` block and number of header `fields`;
    number of body `parts` and their `depth`; `addresses` in one list; `ids` in one list of Message-IDs (T14);
    characters of `text` that are kept and judged; octets of one text part's `source` that are decoded at all;
    characters of one header `value` that are kept.
    """

    mail: int = 25 * 1024 * 1024
    header: int = 100 * 1024
    fields: int = 1_000
    parts: int = 200
    depth: int = 50
    addresses: int = 200
    ids: int = 100
    text: int = 64 * 1024
    source: int = 256 * 1024
    value: int = 8 * 1024
