"""Who wrote, the weak signs: none of them means anything alone, several together mean mass mail (N19, N21).

A person who answers us is never bulk, whatever the signs say.
"""

import re
from collections.abc import Iterator

from triaged.rules.kind.asked import REPLY_OR_FORWARD, Asked

ENOUGH = 3
SOME_LINKS = 4
LONG_TEXT = 3_000

# Fields that only mass mailings have.
CAMPAIGN_FIELDS = re.compile(
    r"^x-(?:csa-complaints|campaign.*|cmpgn.*|rpcampaign|mc-user|mailchimp.*|mailer-(?:lid|sid|recptid)|mailing-?id|nl-.+"
    r"|subscriber.*|unsubscribe.*|lyris.*|roving-.+|constant-?contact.*|marketo.*|klaviyo.*|sfmc-stack|emarsys.*|elq.*"
    r"|list-.+|newsletter.*)$"
)
# Fields of services that also carry single mails: a sign, never a proof (N21).
SERVICE_FIELDS = re.compile(
    r"^(?:feedback-id|x-(?:report-abuse(?:-to)?|abuse-reports-to|sg-eid|msfbl|mandrill-user|mj-.+|pm-.+|mailgun-.+|sib-id"
    r"|smtpapi|destination-id|vmta|virtualserver.*|hs-.+|binding))$"
)
BULK_MAILERS = re.compile(
    r"lyris|listmanager|listserv|mailchimp|mailman|majordomo|newsletter|campaign|bulk|mass ?mail|unitymail|interspire"
    r"|sendblaster|phplist|acymail|emailvision|mailerlite|groupmail|rss2email|feed2imap|worldmerge|infacta|silverpop"
    r"|sendy|dotmailer|cheetah|exacttarget|responsys|dada ?mail",
    re.IGNORECASE,
)
# Local parts that a department's people use as well as its programs.
DEPARTMENTS = re.compile(
    r"(?:^|[._+=\-])(?:news|bulletins?|updates?|promo(?:tions?)?|offers?|deals|marketing|campaigns?|announce|events?"
    r"|member(?:s|ship)?|subscriptions?|editors?|editorial|listmaster)(?:$|[._+=\-\d])",
    re.IGNORECASE,
)
VERP = re.compile(r"(?:^|[._+\-])(?:bounces?|returns?|verp|errors?|sentto|bnc)[._+=\-]?\S*[=\d]", re.IGNORECASE)
# How to leave, told to somebody who was never asked: a person who wants to leave writes none of these.
_LEAVING = (
    r"\bto (?:un-?subscribe|be removed|opt[ \-]?out|stop receiving|cancel your subscription)\b",
    r"\bto (?:change your (?:subscription|preferences|e-?mail address))\b",
    r"\bto remove (?:yourself|your (?:name|address|e-?mail))\b",
    r"un-?subscribe (?:at|here|by|from this|link|:|-|<|http)",
    r"click (?:here|below|on the link)[^.]{0,40}(?:un-?subscribe|remove|opt)",
    r"(?:manage|update|edit) (?:your |my )?(?:subscriptions?|e-?mail preferences|preferences)",
    r"you(?: are|['’]re|['’]ve| have)? (?:currently )?(?:receiv(?:ing|ed) th(?:is|ese)|signed up|opted[ \-]in)",
    r"you(?: are|['’]re|['’]ve| have)? (?:currently )?subscribed (?:to|as|with)",
    r"(?:this|the) (?:e-?mail|message|newsletter) was sent to",
    r"newsletter (?:ab(?:zu)?bestellen|ab(?:zu)?melden)|(?:vom newsletter|hier) abmelden|um sich abzumelden",
    r"(?:pour|vous) (?:vous )?d[eé](?:sabonner|sinscrire)",
    r"para (?:darse de baja|cancelar (?:la|su|tu) suscripci)",
    r"per (?:cancellar(?:si|ti)|disiscriver)|om (?:u|je) af te melden|för att avregistrera",
)
LEAVING = re.compile("|".join(_LEAVING), re.IGNORECASE)
BULK_SUBJECT = re.compile(
    r"\b(?:newsletter|digest|bulletin|weekly|daily|alert:|announc(?:ing|ement)|issue (?:#|no\.? ?)?\d+"
    r"|vol(?:ume|\.)? ?\d+"
    r"|bollettino|bolet[ií]n?|nieuwsbrief|rundschreiben|rundbrief|mailing|% off|special offer)",
    re.IGNORECASE,
)


def bulk(asked: Asked) -> str:
    """N21. Enough weak signs together; the evidence names them."""
    message = asked.message
    answers = message.in_reply_to or message.references or REPLY_OR_FORWARD.match(asked.subject)
    if answers or asked.addressee.diverted:
        return ""
    signs = (*_of_sender(asked), *_of_text(asked))
    return "; ".join(name for name, _ in signs) if sum(weight for _, weight in signs) >= ENOUGH else ""


def _of_sender(asked: Asked) -> Iterator[tuple[str, int]]:
    """Signs in the header, with their weights."""
    message, author = asked.message, asked.message.author
    names = {name for name, _ in message.headers.fields}
    campaign = sorted(name for name in names if CAMPAIGN_FIELDS.match(name))
    service = sorted(name for name in names if SERVICE_FIELDS.match(name))
    if campaign:
        yield f"a mass mailing's {campaign[0]}", 2
    if service:
        yield f"a mail service's {service[0]}", 1
    if BULK_MAILERS.search(asked.field("x-mailer")):
        yield "a mass-mail program's X-Mailer", 2
    if author is not None and DEPARTMENTS.search(author.local):
        yield "an address for announcements", 1
    envelope = (message.return_path or "").rpartition("@")[0]
    if VERP.search(envelope):
        yield "an envelope sender of its own for every recipient", 1
    if BULK_SUBJECT.search(asked.subject):
        yield "a periodical's subject", 1


def _of_text(asked: Asked) -> Iterator[tuple[str, int]]:
    """Signs in the text. Length, links and form count only beside a way to leave."""
    text = asked.own_text
    if not LEAVING.search(" ".join(text.split())):
        return
    yield "tells how to unsubscribe", 2
    if asked.message.html_only:
        yield "HTML only", 1
    elif text.count("://") >= SOME_LINKS:
        yield "many links", 1
    elif len(text) > LONG_TEXT:
        yield "long", 1
