"""Who wrote, the weak signs: none of them means anything alone, several together mean mass mail (N19, N21).

A person who answers us is never bulk, whatever the signs say.
"""

import re
from collections.abc import Iterator

from triaged.rules.kind.asked import REPLY_OR_FORWARD, Asked
from triaged.rules.kind.phrases import phrases

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
# How to leave, told to the reader. A person who wants to leave writes "I want to unsubscribe", which is none of these.
_LEAVING = (
    r"(?:^[^\w\n]{0,10}|[.!?:;|)\]>*\-–~=]\s{0,2})to (?:un-?subscribe|be removed|opt[ \-]?out|stop receiving"
    r"|cancel your subscription"
    r"|change your (?:subscription|preferences|e-?mail address)|remove (?:yourself|your (?:name|address|e-?mail)))\b",
    r"\bun-?subscribe (?:at:?|here|by) ?(?:\w+:|<|http|www|send|click|repl)",
    r"\bunsubscribe\s?[|\[]|[|\]]\s?unsubscribe\b",
    r"click (?:here|below|on the link)[^.]{0,40}(?:to (?:un-?subscribe|remove|opt))",
    r"(?:manage|update|edit) your (?:subscriptions?|e-?mail preferences|(?:mailing )?preferences|profile)",
    r"you(?: are|['’]re) (?:currently )?(?:receiving (?:this|these)|subscribed (?:to|as|with))",
    r"you (?:have )?received this (?:e-?mail|message|newsletter|mailing) (?:because|as)",
    r"if you (?:no longer (?:wish|want)|do not (?:wish|want)|don['’]t want|would (?:rather not|prefer not)) to receive",
    r"this (?:e-?mail|message|newsletter|mailing) (?:was|has been) sent to (?:you|<?\S+@)",
    r"view (?:this|it|the) (?:e-?mail |message |newsletter )?(?:online|in (?:your|a) (?:web ?)?browser)",
    r"(?:um sich|sich vom newsletter) abzumelden",
    r"wenn sie (?:diesen|den|keinen|unseren) newsletter (?:nicht|in zukunft)",
    r"newsletter (?:im browser|online) (?:ansehen|anzeigen|lesen)|sie erhalten diese (?:e-?mail|nachricht|mail),? weil",
    r"pour vous (?:d[eé]sabonner|d[eé]sinscrire)|si vous ne souhaitez plus recevoir",
    r"para (?:darse de baja|cancelar (?:su|tu) suscripci)|si (?:no|ya no) desea recibir",
    r"per (?:cancellar(?:si|ti)|disiscriver(?:si|ti))|om (?:u|je) af te melden|för att avregistrera dig",
)
LEAVING = phrases(_LEAVING)
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
    if not LEAVING.search(text):
        return
    yield "tells how to unsubscribe", 2
    if asked.message.html_only:
        yield "HTML only", 1
    elif text.count("://") >= SOME_LINKS:
        yield "many links", 1
    elif len(text) > LONG_TEXT:
        yield "long", 1
