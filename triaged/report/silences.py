"""What each reason for silence means, in words for a report. The rows are those of docs/silence.md."""

from collections.abc import Mapping
from types import MappingProxyType

SILENCES: Mapping[str, str] = MappingProxyType(
    {
        "N1": "a machine wrote: it takes no answers back",
        "N3": "a machine wrote, and says so",
        "N4": "a delivery report",
        "N5": "a delivery report",
        "N6": "a delivery report",
        "N7": "a mail system wrote",
        "N8": "a mailing list",
        "N9": "a mailing list",
        "N10": "bulk mail",
        "N11": "the sender asks for no automatic answer",
        "N12": "an automatic answer that a mailbox's rule forwarded",
        "N13": "an automatic answer, a log or a monitor",
        "N14": "another desk's or a tracker's notification",
        "N15": "a letter of our own",
        "N16": "an inbox of ours wrote",
        "N17": "the address takes no answers",
        "N18": "it looks like an automatic answer",
        "N20": "a receipt, or an answer to an invitation",
        "N21": "a newsletter or other mass mail",
        "N22": "the sender looks forged",
        "N24": "a colleague wrote, or somebody in our name",
        "N25": "there is nobody to answer",
        "N26": "it was not addressed to the inbox",
        "N27": "it went to too many recipients",
        "N28": "it belongs to a thread that was acknowledged already",
        "N29": "somebody had answered it already",
        "N30": "it was there before triaged was, or is too old",
        "N31": "the same mail, or its acknowledgement, was there already",
        "N32": "a limit held it back, or a letter to the address came back",
        "N33": "its own text says that it is automatic",
        "S11": "no letter can go to the address",
        "T8": "another inbox acknowledged the same mail",
        "Reply-To": "its answers would go to another domain, and nobody is proven",
        "promise": "no time could be promised",
        "mode": "letters are switched off",
    }
)
_BY_RULE = 'rule "'


def why_silent(row: str) -> str:
    """The row in words; the row itself where it is of a version that this one does not know."""
    if row.startswith(_BY_RULE):
        return f"rules.toml says so ({row})"
    return SILENCES.get(row, row or "no reason was noted")
