"""In which language do we answer?

The customer's, when it is one of ours; where that is not clear the likeliest of ours, and the letter may bear a second
language (acknowledge.unsure_language); a language that is clearly none of ours gets the first of rules.toml. Words that
only one of ours uses decide where they are frequent: that is exact for greetings and cheap for everything else. What
they leave open py3langid judges, among our languages and those that are often taken for them: a Dutch mail is not
German, and its probability is the confidence.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from triaged.model.finding import Finding

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

QUESTION = "In which language do we answer?"
LOOKED_AT = 300
"""Letters and blanks that are judged: more do not make it surer, only slower."""
SURE = 0.75
"""The probability from which py3langid is believed."""
SHARE = 0.25
"""The share of telling words from which they decide. Ordinary prose has more."""

_LETTERS = re.compile(r"[^\W\d_]+")
# The same for texts of Latin-1, which most are: what is no letter becomes a blank.
_LATIN_LETTERS = bytes(code if _LETTERS.match(chr(code)) else 0x20 for code in range(256))

# What py3langid is asked to tell from ours: neighbours that share words with them, and other scripts.
_RIVALS = "nl it pt ca ro pl cs sk hu hr sl da sv no nb fi et tr el ru uk bg ar he fa hi zh ja ko"

# Frequent words that none of the other three, nor Dutch, Italian, Portuguese or a Scandinavian language has.
_TELLING = {
    "en": """
        the and you your yours this that these those with from have has are were been be would could should can
        cannot not my our they their what when where which who why how please thanks thank hello hi dear regards
        sincerely sorry yes good morning afternoon evening because about after before since still some need
        order invoice works working work question soon cheers kind to got until again nothing everything
        something today tomorrow yesterday customer delivery bill broken know does did great perfect awesome
        sounds received it is if but now there any get out us see attached news update file call back monday
        tuesday wednesday thursday friday saturday sunday able using use problem issue number
    """,
    "de": """
        und der das ist nicht ich sie wir ihr ihre ihren ihnen mein meine meinen meiner unser unsere ein eine
        einen einem einer dem auf für mit von zu zum zur bei nach aus auch aber oder wenn dass daß weil noch
        schon immer wieder kein keine keinen bitte danke dankeschön vielen dank hallo guten gute tag morgen
        abend grüße grüßen gruß freundliche freundlichen freundlichem mfg lg liebe lieber herr frau geehrte
        geehrter wo wann warum wie wer habe haben hat hatte sind sein wurde werden wird kann können konnte
        könnte könnten möchte möchten würde ja nein heute gestern rechnung bestellung lieferung frage kunde
        kundin kundennummer nichts alles etwas sehr gerne gern funktioniert geht kaputt erledigt passt prima
        servus moin grüezi tschüss schönen schönes wochenende bis siehe anbei anhang eilt montag dienstag
        mittwoch donnerstag freitag samstag sonntag uns euch sobald dringend mal leider nur seit diese dieser
        dieses ihrer unserer über vor durch neu neue neues jetzt kommt steht klar zusammen
    """,
    "fr": """
        est une pour commande salut compte le les et dans avec sur ce cette ces je nous vous mon ma mes notre
        nos votre vos qui ne pas ou où quand pourquoi suis sommes avez avons ont été être fait bonjour bonsoir
        merci beaucoup cordialement cdlt svp plaît madame monsieur bien sincères salutations oui non aussi
        toujours encore depuis très facture livraison client rien tout marche fonctionne voudrais souhaite peut
        pouvez au aux aujourd'hui demain hier bonne journée soirée parfait reçu ça avance j n qu ci joint jointe
        pièce voir accord lundi mardi mercredi jeudi vendredi samedi dimanche leur sont était même sans ai vais
        faire colis jour d'ici
    """,
    "es": """
        y sus nuestro nuestra qué muy pero cuando cuándo cómo dónde donde porque hola gracias muchas buenos
        buenas días tardes noches saludos saludo cordial estimado estimada estimados usted ustedes tengo tiene
        tienen hay está están estoy soy somos han hemos quiero quisiera necesito necesitamos puedo puede pueden
        podría sí ayer hoy mañana pedido factura clienta funciona también todavía aún desde hace ya atentamente
        adiós perfecto recibido pregunta envío sigue estupendo genial el los las esto ningún más sin hasta ver
        adjunto lunes martes miércoles jueves viernes sábado domingo nos otra vez cuál cuánto quién mucho
        acuerdo ahora tampoco hacer llamar
    """,
}


def _by_word(words: Mapping[str, str]) -> Mapping[str, str]:
    """Each word with its language. A word that two tables hold tells nothing and is left out."""
    found = Counter(word for text in words.values() for word in set(_LETTERS.findall(text)))
    return {word: code for code, text in words.items() for word in _LETTERS.findall(text) if found[word] == 1}


_LANGUAGE_OF = _by_word(_TELLING)


@cache
def _identifier(languages: tuple[str, ...]) -> "LanguageIdentifier":
    # numpy comes with it, 18 MB: a house with one language never asks.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.nb_classes)
    identifier.set_languages([code for code in dict.fromkeys((*languages, *_RIVALS.split())) if code in known])
    # The languages left out, 27 MB, kept only for another set_languages.
    identifier._full_model = ()  # noqa: SLF001
    return identifier


def language(text: str, languages: tuple[str, ...]) -> tuple[str, bool, Finding]:
    """(code, sure, finding). Not sure: `code` is the likeliest, where it is one of `languages`, else the first of them.

    Total: any text, also none.
    """
    if len(languages) == 1:
        return languages[0], True, Finding(question=QUESTION, answer=languages[0], evidence="the only one we write")
    words = _words(_prose(text[: LOOKED_AT * 2]).lower())
    told = _told(words, languages)
    if told:
        return told, True, Finding(question=QUESTION, answer=told, evidence="words that only this language has")
    letters = " ".join(words)[:LOOKED_AT]
    code, probability = _identifier(languages).classify(letters) if letters else (languages[0], 0.0)
    share = f"{probability:.0%} sure of {code}"
    if probability >= SURE and code in languages:
        return str(code), True, Finding(question=QUESTION, answer=str(code), evidence=share)
    if probability >= SURE:
        return languages[0], False, Finding(question=QUESTION, answer=languages[0], evidence=f"none of ours: {share}")
    likeliest = str(code) if code in languages else languages[0]
    return likeliest, False, Finding(question=QUESTION, answer=likeliest, evidence=f"not clear: {share}")


def _prose(text: str) -> str:
    """The text without links and addresses: they are in no language."""
    if "://" not in text and "@" not in text and "www." not in text:
        return text
    return " ".join(word for word in text.split() if not ("://" in word or "@" in word or word.startswith("www.")))


def _words(text: str) -> list[str]:
    try:
        latin = text.encode("latin-1")
    except UnicodeEncodeError:
        return _LETTERS.findall(text)
    return latin.translate(_LATIN_LETTERS).decode("latin-1").split()


def _told(words: list[str], languages: tuple[str, ...]) -> str:
    """The language whose telling words are frequent and at least four times as many as any other's, or ""."""
    counts = Counter(filter(None, map(_LANGUAGE_OF.get, words))).most_common(2)
    if not counts:
        return ""
    (code, most), second = counts[0], counts[1][1] if len(counts) > 1 else 0
    clear = most >= SHARE * len(words) and most >= 4 * second
    return code if clear and code in languages else ""
