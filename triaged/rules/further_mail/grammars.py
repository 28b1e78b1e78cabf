"""What may a mail be made of to be understood?

The grammars of all languages together, made once: people mix languages.
"""

from triaged.rules.further_mail.phrases import Grammar, expressions
from triaged.rules.further_mail.wording import BREAK, NAME, NUMBER
from triaged.rules.further_mail.words import PHRASES, SLOTS


def _phrases(*meanings: str) -> list[str]:
    """The phrases of all languages with these meanings. A gap is filled with words of its own language."""
    return [
        expression
        for meaning in meanings
        for code, table in PHRASES.items()
        for expression in expressions(table.get(meaning, ""), SLOTS[code])
    ]


def _polite() -> tuple[str, ...]:
    return (*_phrases("neutral"), f"{NAME} ")


def _thanks() -> tuple[str, ...]:
    return (*_polite(), *_phrases("thanks"))


POLITE = Grammar(lambda: (*_polite(), *_phrases("assent")))
"""Greetings, names and good wishes: they say nothing."""
THANKS = Grammar(_thanks)
THANKS_OR_ASSENT = Grammar(lambda: (*_thanks(), *_phrases("assent")))
"""With "great", "ok", "received": an answer, where somebody asked."""
SOLVED = Grammar(lambda: (*_thanks(), *_phrases("solved")))
SOLVED_OR_ASSENT = Grammar(lambda: (*_thanks(), *_phrases("assent", "solved", "unasked")))
ASKING = Grammar(lambda: _phrases("nudge"))
"""Asks where things stand."""
ASKING_ONLY = Grammar(lambda: (*_thanks(), *_phrases("assent", "nudge", "nudge alone"), r"\? "))
"""What a mail may consist of that only asks where things stand."""
OTHER = Grammar(lambda: _phrases("other"))
DENIED = Grammar(lambda: _phrases("denied"))
"""Turns "something else" round."""
INVITED = Grammar(lambda: _phrases("invited"))
"""How an incident's letter invites to say "something else"."""
NOTHING = frozenset((BREAK, NAME, NUMBER, "?"))
"""Words that are none."""
