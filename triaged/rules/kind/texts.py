"""Who wrote, the texts: how automatic mail and mass mail speak of themselves (N21, N33). Data, no decision."""

from triaged.rules.kind.phrases import AnyOf, Phrases, phrases

# Where another mail begins inside this one's text: a quoted head, in the words of the usual programs.
QUOTED_HEAD = Phrases(
    r"^[^\w\n]{0,6}(?:(?:from|von|de|da|van|fra|från|od|lähettäjä)\s?:.{1,200}\n[^\w\n]{0,6}(?:sent|date|gesendet|datum|envoyé"
    r"|enviado|fecha|inviato|data|verzonden|sendt|skickat|wysłano|lähetetty|to|an|reply-to|subject|betreff)\s?:"
    r"|(?:to|an|à|a|til|till|aan)\s?:.{0,200}\n(?:[^\w\n]{0,6}(?:cc|bcc|kopie|copie)\s?:.{0,200}\n)?\s{0,20}"
    r"(?:subject|betreff|objet|asunto|oggetto|onderwerp|emne|ämne)\s?:"
    r"|(?:begin forwarded message|-{2,} ?(?:original|forwarded|ursprüngliche|weitergeleitete)))"
)

# N33. What a mail says of itself.
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

TEXTS = AnyOf(QUOTED_HEAD, AUTOMATIC, CHALLENGE, LEAVING)
"""All of them: most texts hold none."""
