"""What is a mail about, as a few numbers that are quickly compared with those of many others?

Every word that says something becomes one number of 32 bits. Only the beginning of a word counts, so that its forms are
one ("connect", "connection"). Of a long mail the smallest numbers are kept: of two mails the same words stay. The words
cannot be read back out of the numbers; where people are shown words, they come from the mails themselves.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from zlib import crc32

from triaged.decide.alike import SAYS_NOTHING
from triaged.model.burst import packed
from triaged.model.mail import Message
from triaged.rules.threads import base_subject, looks_like_reply

READ = 2_000
"""Characters of a mail's own text that are read: what is wrong stands near the top."""
BEGINNING = 6
LONGEST_CODE = 7
"""A word with a digit in it is a code that many may write ("E17", "win11"); a longer one is somebody's own number."""
NO_NUMBERS = b""
_TOKEN = re.compile(r"[^\W_]{2,40}")
_OF_ANY_DAY = """
january february march april june july august september october november december monday tuesday wednesday thursday
friday saturday sunday today tomorrow yesterday morning afternoon evening tonight week weeks month hour hours minute
minutes days year years
januar februar märz juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag heute gestern
morgen mittag abend nacht woche wochen monat monate stunde stunden minuten tage tagen jahr jahre
janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi
samedi dimanche aujourd demain hier matin soir midi semaine semaines mois heure heures jours année
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves
viernes sábado domingo mañana ayer tarde noche semana semanas mes hora horas minutos días año años
"""
_NEITHER = SAYS_NOTHING | frozenset(_OF_ANY_DAY.split())
"""Words of mail about anything, and words of the calendar: on the first of December many write "December"."""


def likeness(message: Message) -> bytes:
    """The numbers of a mail that begins a conversation, as `packed`.

    `NO_NUMBERS` for a mail that answers one: its subject, and mostly its reason, are not the writer's (people who
    answer a newsletter are not many who have one trouble).
    """
    if looks_like_reply(message):
        return NO_NUMBERS
    return packed(numbers(base_subject(message.subject[:READ]), message.own_text[:READ]))


def numbers(*texts: str) -> frozenset[int]:
    """The numbers of the words of these texts."""
    return frozenset(map(number, says_something(_TOKEN.findall(" ".join(texts).casefold()))))


def says_something(tokens: Iterable[str]) -> frozenset[str]:
    """The words, in lower case, that may say what a mail is about."""
    return frozenset(word for word in tokens if _may_say(word)) - _NEITHER


def number(word: str) -> int:
    """The number of a word in lower case."""
    return crc32(word[:BEGINNING].encode("utf-8", "replace"))


def words_behind(wanted: Collection[int], texts: Iterable[str], *, most: int) -> tuple[str, ...]:
    """Words of the texts that have these numbers: of each number the most usual form, the most usual word first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(says_something(_TOKEN.findall(text[: 2 * READ].casefold())))
    best: dict[int, str] = {}
    for word, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        if (key := number(word)) in wanted:
            best.setdefault(key, word)
    return tuple(best.values())[:most]


def _may_say(word: str) -> bool:
    if word.isalpha():
        return len(word) > 3
    return len(word) <= LONGEST_CODE and not word.isdigit()
