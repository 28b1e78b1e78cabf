"""What a delivery report says of the mail that came back (RFC 3464, 6522; docs/silence.md N4–N6, T12).

Read from the report's own parts where there are any, else from the header block that older relays write into the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from triaged.mail import addresses, headers
from triaged.mail.body import unwrapped
from triaged.mail.limits import ParseLimits
from triaged.mail.mime import Part
from triaged.mail.text import one_line
from triaged.model.mail import Bounce

MARK = "x-triaged"
_STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}")
_STATUS_IN_TEXT = re.compile(r"\b[45]\d\d[ -]+#?([45]\.\d{1,3}\.\d{1,3})\b")
_RETURNED = frozenset(("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"))
_RETURNED |= {"message/global-headers", "message/partial"}
_STATUS_PARTS = frozenset(("message/delivery-status", "message/global-delivery-status"))
_WRITTEN_FIELD = re.compile(
    r"^[>|\s]{0,8}(message-id|x-triaged):[ \t]*\n?[ \t]*(\S{1,900})", re.IGNORECASE | re.MULTILINE
)
_WRITTEN_RECIPIENT = re.compile(
    r"^[ \t]{0,8}(?:final-recipient|original-recipient):[ \t]*rfc822;[ \t]*(\S{3,320})", re.IGNORECASE | re.MULTILINE
)
_DAEMONS = ("mailer-daemon", "mail-daemon", "mdaemon", "postmaster", "post_master")
_PER_RECIPIENT = 200
_MOST_NAMED = 10
_MARK_LENGTH = 200
_HEADER_OCTETS = 64 * 1024


@dataclass(slots=True)
class _Report:
    """What was found so far, in order, each once."""

    ids: dict[str, None] = field(default_factory=dict)
    marks: dict[str, None] = field(default_factory=dict)
    recipients: dict[str, None] = field(default_factory=dict)
    status: str = ""

    def worse(self, status: str) -> None:
        """Keep the worst status: failed for good before failed for now before done."""
        if status and "542".find(status[0]) < ("542".find(self.status[0]) if self.status else 3):
            self.status = status

    def bounce(self) -> Bounce:
        return Bounce(
            ids=tuple(self.ids), marks=tuple(self.marks), recipients=tuple(self.recipients), status=self.status
        )


def read(
    octets: bytes, top: headers.Block, parts: Sequence[Part], limits: ParseLimits, *, text: str, author: str
) -> Bounce | None:
    """The report in this mail, None when it is none. `text` is what it says, `author` its From address."""
    report = _Report()
    failed = top.all("x-failed-recipients")
    for value in failed:
        _recipients(value, report, limits)
    status_parts = [part for part in parts if part.content_type in _STATUS_PARTS]
    structured = bool(status_parts) or any(_is_delivery_report(part) for part in parts)
    for part in status_parts:
        _read_status(_content(octets, part, limits), report, limits)
    if structured or failed or _from_a_daemon(top, author):
        for part in parts:
            if part.content_type in _RETURNED:
                _read_returned(_content(octets, part, limits), report, limits)
        if not (report.ids or report.marks):
            _read_text(text, report, limits)
    return report.bounce() if structured or failed or report.ids or report.marks else None


def _is_delivery_report(part: Part) -> bool:
    if part.content_type != "multipart/report":
        return False
    return part.parameters.get("report-type", "delivery-status").lower() == "delivery-status"


def _content(octets: bytes, part: Part, limits: ParseLimits) -> bytes:
    return unwrapped(octets[part.start : min(part.end, part.start + _HEADER_OCTETS)], part.encoding, limits)


def _recipients(value: str, report: _Report, limits: ParseLimits) -> None:
    for address in addresses.read((value,), limits).sound():
        if len(report.recipients) < _PER_RECIPIENT:
            report.recipients.setdefault(address.key)


def _blocks(octets: bytes, limits: ParseLimits) -> Iterator[headers.Block]:
    """The groups of fields of a message/delivery-status part (RFC 3464 2.1)."""
    at = 0
    for _ in range(_PER_RECIPIENT):
        while octets[at : at + 1] in {b"\r", b"\n"}:
            at += 1
        block = headers.read(octets, limits, at)
        if not block.fields:
            return
        yield block
        at = block.body


def _read_status(octets: bytes, report: _Report, limits: ParseLimits) -> None:
    for block in _blocks(octets, limits):
        action = block.get("action").partition(" ")[0].lower()
        named = block.get("final-recipient"), block.get("original-recipient")
        if not (action or any(named)):
            continue
        found = _STATUS.search(block.get("status")[:40])
        status = found[0] if found else ""
        if action in {"delivered", "relayed", "expanded"}:
            report.worse(status if status.startswith("2") else "2.0.0")
            continue
        report.worse(status or ("4.0.0" if action == "delayed" else "5.0.0"))
        for value in named:
            _recipients(value.partition(";")[2] or value, report, limits)


def _read_returned(octets: bytes, report: _Report, limits: ParseLimits) -> None:
    """The header block of the mail that came back; where it is damaged (folds lost on the way), line by line."""
    block = headers.read(octets, limits)
    returned = headers.message_id(block, limits)
    if returned is not None:
        report.ids.setdefault(returned)
    for mark in block.all(MARK)[:_MOST_NAMED]:
        report.marks.setdefault(mark[:_MARK_LENGTH])
    if not report.ids or not report.marks:
        _read_written_fields(octets[: limits.header].decode("latin-1"), report, limits)


def _from_a_daemon(top: headers.Block, author: str) -> bool:
    local = (author or top.get("from")).partition("@")[0].strip(' <"').lower()
    if local.startswith(_DAEMONS):
        return True
    # A vacation notice has a null path, too, and may carry the mail that it answers.
    answers = top.get("auto-submitted").lower().startswith("auto-replied")
    return top.get("return-path").replace(" ", "") == "<>" and not answers


def _read_text(text: str, report: _Report, limits: ParseLimits) -> None:
    _read_written_fields(text, report, limits)
    for value in _WRITTEN_RECIPIENT.findall(text)[:_PER_RECIPIENT]:
        _recipients(value, report, limits)
    if not report.status:
        status = _STATUS_IN_TEXT.search(text)
        report.status = status[1] if status else ""


def _read_written_fields(text: str, report: _Report, limits: ParseLimits) -> None:
    for name, value in _WRITTEN_FIELD.findall(text):
        if len(report.ids) + len(report.marks) >= _MOST_NAMED:
            break
        if name.lower() == MARK:
            report.marks.setdefault(one_line(value, _MARK_LENGTH))
        else:
            report.ids |= dict.fromkeys(headers.message_ids((value,), limits)[:1])
