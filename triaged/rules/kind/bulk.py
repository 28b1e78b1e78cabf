"""Who wrote, the weak signs: none of them means anything alone, several together mean mass mail (N19, N21).

A person who answers us is never bulk, whatever the signs say.
"""

import re
from collections.abc import Iterator

from triaged.rules.kind.asked import Asked

ENOUGH = 3
MANY_LINKS = 8
REPLY_OR_FORWARD = re.compile(r"^(?:re|aw|antw|sv|vs|odp|rif|fwd?|wg|tr|rv|i|enc)(?:\[\d+\])?\s?:", re.IGNORECASE)

# Fields that services for mass mail write. Some of them also carry single mails (N21), so one is a sign, not a proof.
SERVICE_FIELDS = re.compile(
    r"^(?:feedback-id|x-csa-complaints|x-campaign.*|x-mc-user|x-mandrill-user|x-sg-eid|x-msfbl|x-rpcampaign|x-job|x-elq.*"
    r"|x-sfmc-stack|x-emarsys.*|x-mailer-(?:lid|sid|recptid)|x-report-abuse(?:-to)?|x-abuse-reports-to|x-cmpgn.*"
    r"|x-mailing-?id|x-mailid|x-lid|x-subscriber.*|x-unsubscribe.*|x-lyris.*|x-mailchimp.*|x-mj-.*|x-ses-.*|x-pm-tag"
    r"|x-mailgun-(?:sid|tag|batch-id)|x-roving-.*|x-constant.*|x-virtualserver.*|x-destination-id|x-vmta|x-nl-.*"
    r"|x-smtpapi|x-sib-id|x-sender-info|x-list-.*|x-klaviyo.*|x-hs-.*|x-marketo.*|x-acxiom.*|x-eid|x-bounce-.*"
    r"|require-recipient-valid-since|x-notification.*|x-entity-ref-id|x-github-.*|x-gitlab-.*|x-jira.*|x-bugzilla.*"
    r"|x-trac-.*|x-redmine-.*|x-launchpad-.*|x-cron-.*|x-rss-.*|x-rss2email.*|x-feed.*)$"
)
BULK_MAILERS = re.compile(
    r"lyris|listmanager|listserv|mailchimp|mailman|majordomo|newsletter|campaign|bulk|mass ?mail|unitymail|interspire"
    r"|sendblaster|phplist|acymail|emailvision|mailerlite|groupmail|rss2email|feed2imap|worldmerge|infacta|silverpop"
    r"|sendy|dotmailer|cheetah|exacttarget|responsys|dada ?mail",
    re.IGNORECASE,
)
# Local parts behind which a program writes. Each is a whole word of the local part.
ROBOTS = re.compile(
    r"(?:^|[._+=\-])(?:news-?letters?|mailings?|e-?news|bulletins?|digests?|alerts?|notif(?:ications?|ier|y)|robot|bot"
    r"|mailer|automailer|autoresponder|auto-?(?:mail|reply|confirm|notify)|cron|rss|rssfeeds?|feeds?|announce(?:ments?)?"
    r"|updates?|promo(?:tions?)?|offers?|deals|marketing|campaigns?|bounces?|nagios|icinga|zabbix|jenkins|buildbot"
    r"|monitoring|daemon|mailbot|sysalerts?|invitations?|service-?desk-?robot|system|billing-?robot|donotreply|news)"
    r"(?:$|[._+=\-\d])",
    re.IGNORECASE,
)
VERP = re.compile(r"(?:bounce|return|verp|err|sentto|b)[\w.+\-]*[+=\-].*(?:=|\d{4})", re.IGNORECASE)
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
CRON_SUBJECT = re.compile(r"^cron <[^>]{1,100}@[^>]{1,100}>")


def bulk(asked: Asked) -> str:
    """N21. Enough weak signs together; the evidence names them."""
    message = asked.message
    answers = message.in_reply_to or message.references or REPLY_OR_FORWARD.match(asked.subject)
    if answers or asked.addressee.diverted:
        return ""
    signs = tuple(_signs(asked))
    if sum(weight for _, weight in signs) < ENOUGH:
        return ""
    return "; ".join(name for name, _ in signs)


def _signs(asked: Asked) -> Iterator[tuple[str, int]]:
    message = asked.message
    fields = {name for name, _ in message.headers.fields if SERVICE_FIELDS.match(name)}
    if fields:
        yield f"written by a mass-mail service ({', '.join(sorted(fields)[:3])})", min(2, len(fields))
    if BULK_MAILERS.search(asked.field("x-mailer")):
        yield "X-Mailer of a mass-mail program", 2
    author = message.author
    if author is not None and ROBOTS.search(author.local):
        yield "an address that programs write from", 2
    elif author is not None and message.return_path and ROBOTS.search(message.return_path.rpartition("@")[0]):
        yield "bounces go to a program", 1
    if VERP.search((message.return_path or "").rpartition("@")[0]):
        yield "an envelope sender of its own for every recipient", 1
    if LEAVING.search(" ".join(message.own_text[:64_000].split())):
        yield "tells how to unsubscribe", 2
    if message.own_text[:64_000].count("://") >= MANY_LINKS:
        yield "many links", 1
    if BULK_SUBJECT.search(asked.subject):
        yield "a subject of a periodical", 1
    if CRON_SUBJECT.match(asked.subject.lower()):
        yield "a cron job's output", 3
