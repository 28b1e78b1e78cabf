"""The words by which mail programs introduce an answered mail, and people close theirs, in a dozen languages."""

import re

# The verbs of "On ... X wrote:".
WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|schrieben|a écrit|a ecrit|escribió|escribio|schreef|napisał(?:\(a\)|a)?|napisal"
    r"|ha scritto|scrisse|escreveu|skrev|kirjoitti|napsal(?:\(a\)|a)?|napísal|írta|yazdı|пишет|писал(?:\(а\)|а)?"
    r"|написал(?:\(а\)|а)?)(?=\W|$)|写道|書きました|のメッセージ",
    re.IGNORECASE,
)
# What such a line begins with: its first word, a weekday, a date, or the writer's address.
BEGINS = re.compile(
    r"(?:on|am|le|el|op|w dniu|dnia|il|em|den|dne|del|a|på|ons|tors|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so"
    r"|lun|mar|mer|jeu|ven|sam|dim|pon|wt|śr|czw|pt|sob|niedz|ndz|понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье)\b|\d|<|\"|[^\s:]{1,40}@",
    re.IGNORECASE,
)
SEPARATOR = re.compile(
    r"[-_*=\s]{2,}(?:original message|original appointment|reply message|ursprüngliche nachricht|originalnachricht"
    r"|original-nachricht|message d['’]origine|message original|mensaje original|mensagem original"
    r"|oorspronkelijk bericht|messaggio originale|wiadomość oryginalna|oryginalna wiadomość|originalmeddelande"
    r"|opprinnelig melding|oprindelig meddelelse|alkuperäinen viesti|původní zpráva|исходное сообщение)[-_*=\s]{2,}",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"[-_=*\s]{0,20}(?:begin )?(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|doorgestuurd bericht|messaggio inoltrato|mensagem encaminhada)\b",
    re.IGNORECASE,
)
FROM = frozenset(("from", "von", "de", "van", "da", "od", "från", "fra", "lähettäjä", "от", "feladó", "kimden"))
_FIELDS = (
    "sent date to subject cc gesendet datum an betreff envoyé à objet envoye enviado fecha para asunto verzonden aan"
    " onderwerp inviato data a oggetto wysłano do temat skickat till ämne sendt til emne lähetetty vastaanottaja aihe"
    " отправлено кому тема дата kopie copie"
)
OTHER_FIELDS = frozenset(_FIELDS.split())
SENT_FROM = re.compile(
    r"(?:sent (?:from|with|via)|get outlook for|von meine[mr] .{1,40} gesendet|gesendet (?:von|mit)"
    r"|envoyé (?:de|depuis|avec)|enviado (?:desde|con|do)|obtener outlook|télécharge[rz] outlook|outlook für"
    r"|verstuurd vanaf|verzonden (?:vanaf|met)|wysłan[eoy] z|inviato da|skickat från|sendt fra"
    r"|diese nachricht wurde von meinem|holen sie sich outlook)\b.{0,80}$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:(?:with )?(?:best|kind|kindest|warm|warmest|many)?[ ]?(?:regards|wishes)|best|cheers|sincerely(?: yours)?"
    r"|yours (?:sincerely|faithfully|truly)|(?:mit )?(?:freundlichen?|besten?|herzlichen?|vielen?|liebe|viele)"
    r" grü(?:ß|ss)en?|mfg|(?:bien )?cordialement|bien à vous|salutations(?: distinguées)?"
    r"|(?:un )?saludos?(?: cordial(?:es)?)?|atentamente|met vriendelijke groet(?:en)?|pozdrawiam|z poważaniem"
    r"|cordiali saluti|distinti saluti)[,.!]?",
    re.IGNORECASE,
)
DISCLAIMER = re.compile(
    r"[*_# ]{0,4}(?:confidentiality notice|disclaimer|privileged (?:and|&) confidential"
    r"|(?:this|the information (?:contained )?in this) (?:e-?mail|message|communication)\b.{0,80}"
    r"\b(?:confidential|intended|privileged)|diese e-?mail (?:enthält|kann) vertrauliche"
    r"|ce (?:message|courriel|mail)\b.{0,60}\bconfidentiel|este (?:mensaje|correo)\b.{0,60}\bconfidencial)",
    re.IGNORECASE,
)
# How everything in the three patterns above begins, and the dashes: another line begins no signature.
_BEGINNINGS = (
    "wit bes kin war man reg wis che sin you mit fre her vie lie grü gru mfg bie cor sal ate met poz dis sen get von"
    " ges env obt tél out ver wys inv ski die hol con pri thi the est --"
)
SIGNATURE_BEGINS = frozenset((*_BEGINNINGS.split(), "un ", "z p", "ce ", "-- "))
