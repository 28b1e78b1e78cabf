"""Who wrote, the text: what automatic mail says about itself where no header says it (N33).

Only a statement of the mail about itself counts, at the start of a line of its own text: people quote such lines, and
write about automatic replies. Words like "out of office" or "could not be delivered" say nothing here (N19).
"""

import re

from triaged.rules.kind.asked import Asked
from triaged.rules.kind.phrases import Phrases, phrases

LONGEST_TEXT = 6_000
FORWARD = re.compile(r"^(?:fwd?|wg|tr|rv|i|enc)\s?:", re.IGNORECASE)

_DONE = r"(?:generated|created|sent)"
_THING = r"(?:reply|response|message|e-?mail|mail|acknowledge?ment|notification|notice|answer|confirmation)"
_AUTO = rf"(?:auto(?:matic|mated|-?generated)|automatically[ -]{_DONE}|(?:system|computer)[ -]generated)"
_AUTOMATIC = (
    rf"(?:please note (?:that )?)?(?:this|it) (?:is|was) an? (?:fully )?{_AUTO} (?:e-?mail |mail )?{_THING}\b",
    rf"this {_THING} (?:is|was|has been) (?:automatically[ -]{_DONE}|auto-?generated)",
    rf"this {_THING} (?:is|was|has been) {_DONE} (?:automatically|by an? auto)",
    r"dies(?:e (?:e-?mail|mail|nachricht|antwort))? (?:ist|wurde|wird) (?:eine )?automatisch(?:e\b"
    r"| (?:erzeugt|erstellt|generiert|versand|versendet|verschickt))",
    r"ceci est un (?:message|courriel|e-?mail) (?:automatique|généré)",
    r"ce (?:message|courriel|mail|e-mail) (?:est|a été) (?:automatique|(?:généré|envoyé) automatiquement)",
    r"(?:este es un|éste es un|este é um|esta é uma) (?:mensaje|correo|mensagem|e-?mail|resposta) autom[aá]tic",
    r"est[ea] (?:mensaje|correo|e-?mail) (?:ha sido|fue) (?:generado|enviado) autom[aá]tic",
    r"est[ea] (?:mensagem|e-?mail) (?:foi|é) (?:(?:gerad|enviad)[oa] )?autom[aá]tic",
    r"quest[oa] (?:è una? )?(?:messaggio|e-?mail|risposta) automatic",
    r"quest[oa] (?:messaggio|e-?mail) è(?: stat[oa])? (?:generat|inviat)[oa] automatic",
    r"dit (?:is een|bericht is(?: een)?) automatisch",
    r"detta är ett automat|dette er en automat|tämä on automaatti",
    r"(?:ta )?wiadomość (?:została )?wygenerowana automat|to jest automat",
    r"tento (?:e-?mail|mail)[^.\n]{0,30} (?:vygenerov[aá]n|odesl[aá]n|vytvo[rř]en) automat|toto je automat",
    r"tato zpr[aá]va (?:byla|je) (?:automat|(?:vygenerov[aá]na|odesl[aá]na|vytvo[rř]ena) automat)",
    r"это автоматическ|ez egy automatikus|acesta este un mesaj automat|bu otomatik",
)
AUTOMATIC = Phrases(rf"^[^\w>]{{0,5}}(?:{'|'.join(_AUTOMATIC)})")
_HELD = (
    r"(?:is (?:being held|waiting)|has been (?:held|quarantined|placed)"
    r"|(?:was|will) not (?:be )?(?:yet )?(?:delivered|released))"
)
_CHALLENGE = (
    r"(?:please|to [^.]{3,80},) click (?:on )?(?:the|this) (?:following )?(?:link|address)[^.]{0,60}"
    r"(?:allowed list|guest list|be delivered|ensure delivery)",
    rf"(?:^|[.!:] ?)(?:this|your) (?:message|e-?mail|mail)(?: to \S+)? {_HELD}[^.]{{0,160}}"
    r"(?:confirm|verif|approv|reply|click|added to)",
    r"(?:protected|guarded) by (?:a )?(?:bluebottle|boxbe|spam ?arrest|tmda|choicemail|qurb|challenge[ -]response)",
    r"(?:^|[.!:] ?)to (?:confirm|release|verify) (?:that )?(?:your|this) (?:original )?(?:message|e-?mail|mail)"
    r"[^.]{0,80}, (?:please |just |simply )*(?:reply|click)",
)
CHALLENGE = phrases(_CHALLENGE)
COMPLAINT_SUBJECT = re.compile(
    r"^(?:complaint about message from|e-?mail feedback report for|abuse report (?:for|from))\b.{0,40}"
    r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]{6,39})",
    re.IGNORECASE,
)


def says_automatic(asked: Asked) -> str:
    """N33. The mail says of itself, on a line of its own, that it is automatic."""
    if FORWARD.match(asked.subject):
        return ""
    found = AUTOMATIC.search(asked.own_text[:LONGEST_TEXT])
    return f"it says so: {' '.join(found.group().split())[:50]}" if found else ""


def challenge(asked: Asked) -> str:
    """N33. A challenge-response service asks for proof before it delivers; an answer confirms a stranger's mail."""
    if FORWARD.match(asked.subject):
        return ""
    found = CHALLENGE.search(asked.message.own_text[:LONGEST_TEXT])
    return f"asks to confirm a mail: {' '.join(found.group().split())[:50]}" if found else ""


def complaint(asked: Asked) -> str:
    """N5, older than RFC 5965: a provider's complaint about spam, the mail complained about attached to it."""
    types = {kind.lower() for kind in asked.message.part_types}
    if "message/rfc822" in types and COMPLAINT_SUBJECT.match(asked.subject):
        return "a provider's complaint about a mail"
    return ""
