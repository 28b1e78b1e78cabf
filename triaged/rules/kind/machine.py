"""Who wrote, the detectors: signs that no person wrote this mail, each as one small function.

A detector gives its evidence, or "" when it says nothing. What each sign means stands in the table (`kind/__init__`).
"""

import re

from triaged.model.addressee import WayIn
from triaged.rules.kind import words
from triaged.rules.kind.asked import LONGEST, Asked

COMMENT = re.compile(r"\([^()]*\)")
REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
        "message/global-delivery-status",
        "message/global-disposition-notification",
    }
)
ENVELOPE_FIELDS = ("errors-to", "x-envelope-from", "x-env-sender", "x-envelope-sender")
RETURNED_PARTS = ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers")


def keyword(value: str) -> str:
    """The keyword of a structured field: comments and parameters cut, lower case ("No (x); y=z" is "no")."""
    return COMMENT.sub(" ", value[:LONGEST]).partition(";")[0].strip().strip('"').lower()


def null_return_path(asked: Asked) -> str:
    """N1. RFC 3834 section 2: never answer the null path. Only the topmost one counts."""
    return "Return-Path: <>" if asked.message.return_path == "" else ""


def auto_submitted(asked: Asked) -> str:
    """N3. RFC 3834 section 5, RFC 5436 (auto-notified): every keyword but "no" means a machine."""
    for value in asked.message.headers.all("auto-submitted"):
        said = keyword(value)
        if said and said != "no":
            return f"Auto-Submitted: {said}"
    return ""


def report(asked: Asked) -> str:
    """N4. RFC 6522: a report of any type, also where the type is not named."""
    message = asked.message
    if message.content_type.lower() == "multipart/report":
        return f"multipart/report, {message.report_type or 'type not named'}"
    return ""


def report_part(asked: Asked) -> str:
    """N5. A delivery status, receipt or abuse report without multipart/report around it."""
    types = (asked.message.content_type, *asked.message.part_types)
    return next((kind for kind in types if kind.lower() in REPORTS), "")


def failed_recipients(asked: Asked) -> str:
    """N6. Exim and Gmail name the failed addresses in a field of their own."""
    return "X-Failed-Recipients" if "x-failed-recipients" in asked.message.headers else ""


def daemon(asked: Asked) -> str:
    """N7. The mail system itself: by local part, by the name it gives itself, or by an empty From."""
    message = asked.message
    for address in message.from_:
        if _is_daemon(address.local):
            return f"From: {address.local}@…"
        if words.DAEMON_NAMES.match(address.name.strip()):
            return f"From: {address.name.strip()}"
    if message.return_path and _is_daemon(message.return_path.rpartition("@")[0] or message.return_path):
        return f"Return-Path: {message.return_path.rpartition('@')[0] or message.return_path}@…"
    raw = asked.field("from")
    if raw.endswith("<>") or (not message.from_ and _is_daemon(raw.partition("@")[0].strip('<" '))):
        return "From is empty" if raw.endswith("<>") else "From: the mail system"
    return ""


def _is_daemon(local: str) -> bool:
    plain = local.partition("+")[0].lower().replace("-", "").replace("_", "").replace(".", "")
    return plain in words.DAEMONS


def listed(asked: Asked) -> str:
    """N8. RFC 2369, RFC 2919 and RFC 5230 section 4.6: list fields."""
    return asked.message.headers.first_of(words.LIST_FIELDS)


def list_software(asked: Asked) -> str:
    """N9. Fields of list software, and the addresses that lists send from."""
    message = asked.message
    if name := message.headers.first_of(words.LIST_SOFTWARE_FIELDS):
        return name
    keepers = [message.return_path or "", message.sender.address if message.sender else ""]
    keepers += [_addr(asked.field(name)) for name in ENVELOPE_FIELDS if name in message.headers]
    for keeper in keepers:
        local = keeper.rpartition("@")[0].lower()
        # Somebody who writes from web-admin@ has that address in the envelope as well.
        personal = local.endswith("-admin") and keeper.lower() in {address.key for address in message.from_}
        if local and not personal and words.LIST_KEEPERS.match(local):
            return f"sent by {local}@…"
    return ""


def _addr(value: str) -> str:
    return value.rpartition("<")[2].partition(">")[0].strip()


def precedence(asked: Asked) -> str:
    """N10. Precedence and X-Precedence, case-folded, comment cut. Shown as such: forwarders add it to people's mail."""
    for name in ("precedence", "x-precedence"):
        for value in asked.message.headers.all(name):
            said = keyword(value)
            expected = asked.addressee.way is WayIn.LIST and said in {"list", "bulk"}
            if said in words.PRECEDENCES and not expected:
                return f"suppressed: Precedence: {said}"
    return ""


def exchange_away(asked: Asked) -> str:
    """N12. Exchange's loop mark together with N3 or a wish for no answer. Alone it is a person's forwarding rule."""
    if "x-ms-exchange-inbox-rules-loop" not in asked.message.headers:
        return ""
    if auto_submitted(asked) or wants_no_answer(asked):
        return "X-MS-Exchange-Inbox-Rules-Loop with a wish for no automatic answer"
    return ""


def wants_no_answer(asked: Asked) -> str:
    """N11. [MS-OXCMAIL] 2.1.3.2.20: All or AutoReply ask for no automatic answer; OOF, DR, RN, NRN, NDR do not."""
    for value in asked.message.headers.all("x-auto-response-suppress"):
        said = {word.strip().lower() for word in value[:LONGEST].split(",")}
        if said & {"all", "autoreply"}:
            return f"X-Auto-Response-Suppress: {value.strip()[:60]}"
    return ""


def responder(asked: Asked) -> str:
    """N13. Autoresponders that name themselves, and the jobs of machines, by the subject they always write."""
    if words.PROGRAM_SUBJECT.match(asked.telling_subject):
        return f"a program's subject: {asked.subject[:40]}"
    there = words.RESPONDER_NAMES.intersection(asked.message.headers.names)
    for name, pattern in words.RESPONDER_FIELDS if there else ():
        for value in asked.message.headers.all(name) if name in there else ():
            if pattern is None or pattern.search(value[:LONGEST]):
                return name
    return ""


def loop_mark(asked: Asked) -> str:
    """N14. Loop marks of other desks, and the fields of trackers' notifications."""
    tracker = next((name for name in asked.unofficial_fields if words.TRACKER_FIELDS.match(name)), "")
    if tracker:
        return tracker
    if "notification" in asked.field("x-amazon-mail-relay-type").lower():
        return "x-amazon-mail-relay-type: notification"
    return asked.message.headers.first_of(words.LOOP_FIELDS)


def no_reply(asked: Asked) -> str:
    """N17. Nobody reads at the address that we would have to answer: it says so, or only programs have such a name."""
    customer = asked.addressee.customer
    if customer is None:
        return ""
    robot = words.ROBOTS.search(customer.local)
    return f"{customer.local}@…" if robot or not asked.addressee.replyable else ""


def auto_reply_subject(asked: Asked) -> str:
    """N18. A subject that starts with an auto-reply's phrase, while nothing says that a person wrote."""
    subject = asked.telling_subject
    automatic = (
        words.AUTO_REPLY_SUBJECT.match(subject)
        or words.AWAY_SENTENCE.match(subject)
        or words.AUTOMATIC_IN_BRACKETS.search(subject)
    )
    if automatic is None or "?" in subject or asked.message.attachments:
        return ""
    return f"looks automatic: {subject[:40]}"


def receipt(asked: Asked) -> str:
    """N20. Read receipts in Outlook's own format, and answers to invitations (RFC 5546)."""
    message = asked.message
    if message.calendar_method.upper() in {"REPLY", "COUNTER"}:
        return f"calendar METHOD:{message.calendar_method.upper()}"
    if not words.RECEIPT_SUBJECT.match(asked.telling_subject):
        return ""
    types = {kind.lower() for kind in (message.content_type, *message.part_types)}
    return "read receipt (application/ms-tnef)" if "application/ms-tnef" in types else ""


def returned_mail(asked: Asked) -> str:
    """N5, without any standard sign: a mail system's subject together with a diagnostic or the mail it gives back.

    Neither alone is enough: people write "mailbox delivery problem", and quote error messages.
    """
    message = asked.message
    if not words.RETURNED_SUBJECT.match(asked.telling_subject):
        return ""
    types = {kind.lower() for kind in message.part_types}
    if message.bounce is not None or types & set(RETURNED_PARTS) or words.DIAGNOSTIC.search(message.text[:16_000]):
        return f"a mail system's report: {asked.subject[:40]}"
    return ""
