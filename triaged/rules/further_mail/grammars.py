"""What may a mail be made of to be understood?

The grammars of all languages together, made once: people mix languages.
"""

from typing import Final

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


_NAME = f"{NAME} "
_POLITE: Final = (*_phrases("neutral"), _NAME)
_THANKS: Final = (*_POLITE, *_phrases("thanks"))
_ASSENT: Final = _phrases("assent")

POLITE = Grammar((*_POLITE, *_ASSENT))
"""Greetings, names and good wishes: they say nothing."""
THANKS = Grammar(_THANKS)
THANKS_OR_ASSENT = Grammar((*_THANKS, *_ASSENT))
"""With "great", "ok", "received": an answer, where somebody asked."""
SOLVED = Grammar((*_THANKS, *_phrases("solved")))
SOLVED_OR_ASSENT = Grammar((*_THANKS, *_ASSENT, *_phrases("solved", "unasked")))
ASKING = Grammar(_phrases("nudge"))
"""Asks where things stand."""
ASKING_ONLY = Grammar((*_THANKS, *_ASSENT, *_phrases("nudge", "nudge alone"), r"\? "))
"""What a mail may consist of that only asks where things stand."""
OTHER = Grammar(_phrases("other"))
DENIED = Grammar(_phrases("denied"))
"""Turns "something else" round."""
INVITED = Grammar(_phrases("invited"))
"""How an incident's letter invites to say "something else"."""
NOTHING = frozenset((BREAK, NAME, NUMBER, "?"))
"""Words that are none."""
