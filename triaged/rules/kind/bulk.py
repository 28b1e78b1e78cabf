"""Who wrote, the weak signs: none of them means anything alone, several together mean mass mail (N19, N21).

A person who answers us is never bulk, whatever the signs say.
"""

import re
from collections.abc import Iterator

from triaged.rules.kind import words
from triaged.rules.kind.asked import REPLY_OR_FORWARD, Asked
from triaged.rules.kind.phrases import Phrases
from triaged.rules.kind.texts import LEAVING

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
BULK_MAILERS = Phrases(
    r"lyris|listmanager|listserv|mailchimp|mailman|majordomo|newsletter|campaign|bulk|mass ?mail|unitymail|interspire"
    r"|sendblaster|phplist|acymail|emailvision|mailerlite|groupmail|rss2email|feed2imap|worldmerge|infacta|silverpop"
    r"|sendy|dotmailer|cheetah|exacttarget|responsys|dada ?mail"
)
# Local parts that a department's people use as well as its programs.
DEPARTMENTS = re.compile(
    r"(?:^|[._+=\-])(?:news|bulletins?|updates?|promo(?:tions?)?|offers?|deals|marketing|campaigns?|announce|events?"
    r"|member(?:s|ship)?|subscriptions?|editors?|editorial|listmaster)(?:$|[._+=\-\d])",
    re.IGNORECASE,
)
VERP = re.compile(r"(?:^|[._+\-])(?:bounces?|returns?|verp|errors?|sentto|bnc)[._+=\-]?\S*[=\d]", re.IGNORECASE)


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
    campaign = sorted(name for name in asked.unofficial_fields if CAMPAIGN_FIELDS.match(name))
    service = sorted(name for name in asked.unofficial_fields if SERVICE_FIELDS.match(name))
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
    if words.BULK_SUBJECT.search(asked.telling_subject):
        yield "a periodical's subject", 1


def _of_text(asked: Asked) -> Iterator[tuple[str, int]]:
    """Signs in the text. Length, links and form count only beside a way to leave."""
    text = asked.own_telling_text
    if not (text and LEAVING.search(text)):
        return
    yield "tells how to unsubscribe", 2
    if asked.message.html_only:
        yield "HTML only", 1
    elif text.count("://") >= SOME_LINKS:
        yield "many links", 1
    elif len(text) > LONG_TEXT:
        yield "long", 1
