"""What figures, marks, small words and header fields of a mail say of its urgency, beside its phrases."""

from collections.abc import Iterator
from typing import NamedTuple

from triaged.model.mail import Headers
from triaged.scorer.amounts import LARGE, largest_sum, names_a_time
from triaged.scorer.hear import HeardMail, Passage
from triaged.scorer.text import all_spellings, loud

FOR_MANY = 2
"""How often "we" or "our" stands in a mail that is written for a firm or a group, and oftener than "I" or "my"."""
QUESTIONS = 2
"""Question marks from which a mail asks several questions."""

_OURS = all_spellings("""
    we our ours us wir uns unser unsere unseren unserem unserer unseres nous notre nos nosotros nuestro nuestra nuestros
    nuestras estamos tenemos necesitamos hemos nosso nossa nossos nossas temos
""")
_MINE = all_spellings("""
    i my me mine ich mein meine meinen meinem meiner mir mich je j mon ma mes moi mi mis yo estoy he eu minha meu
""")
_FLAGS = {
    "x-priority": {"1": "claim", "2": "claim", "5": "patience", "4": "patience"},
    "x-msmail-priority": {"high": "claim", "low": "patience"},
    "importance": {"high": "claim", "low": "patience"},
    "priority": {"urgent": "claim", "non-urgent": "patience"},
}


class Hit(NamedTuple):
    """A signal's key, what shows it, and how much it counts at its place."""

    key: str
    shown: str
    weight: float


def signs(mail: HeardMail) -> Iterator[Hit]:
    """All signs of a mail."""
    yield from _loud(mail.subject.text, mail.body.text)
    yield from _figured(mail.body)
    yield from _flagged(mail.headers)


def _loud(subject: str, body: str) -> Iterator[Hit]:
    """Capitals and exclamation marks are a way to say that it is urgent."""
    if loud(subject) or loud(body):
        yield Hit(key="claim", shown="CAPITALS", weight=0.4)
    if "!!" in subject or "!!" in body:
        yield Hit(key="claim", shown="!!", weight=0.3)


def _figured(body: Passage) -> Iterator[Hit]:
    """A large sum, a time of day, for whom it is written, several questions."""
    if largest_sum(body.text) >= LARGE:
        yield Hit(key="sum", shown=f"{LARGE} or more", weight=1.0)
    if names_a_time(body.text, body.words):
        yield Hit(key="clock", shown="a time of day", weight=1.0)
    ours = 0 if _OURS.isdisjoint(body.words) else sum(map(_OURS.__contains__, body.words))
    if ours >= FOR_MANY and ours > sum(map(_MINE.__contains__, body.words)):
        yield Hit(key="ours", shown="we", weight=1.0)
    if body.text.count("?") >= QUESTIONS:
        yield Hit(key="asks", shown="?", weight=1.0)


def _flagged(headers: Headers) -> Iterator[Hit]:
    """What the writer's mail program says (X-Priority, Importance and their kin): a claim like a word."""
    for name, value in headers.fields:
        if name in _FLAGS:
            key = _FLAGS[name].get(value[:20].strip().lower().partition(" ")[0])
            if key:
                yield Hit(key=key, shown=f"{name}: {'high' if key == 'claim' else 'low'}", weight=0.7)
