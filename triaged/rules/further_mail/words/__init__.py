"""Which words mean what in a customer's further mail?

Data, no decision. phrases.py tells how a line is written; a new language is one file.
"""

from collections.abc import Mapping
from types import MappingProxyType

from triaged.rules.further_mail.words import de, en, es, fr

_ALL = {"en": en, "de": de, "fr": fr, "es": es}


PHRASES: Mapping[str, Mapping[str, str]] = MappingProxyType({code: each.PHRASES for code, each in _ALL.items()})
"""What a sentence may be made of, by language and by what it means."""
SLOTS: Mapping[str, Mapping[str, str]] = MappingProxyType({code: each.SLOTS for code, each in _ALL.items()})
"""Words that may stand in a gap, by language and gap."""
GREETINGS = " ".join(each.GREETINGS for each in _ALL.values())
"""First words of a greeting, after which a name stands."""
GREETED = " ".join(each.GREETED for each in _ALL.values())
"""Who is greeted when it is nobody by name."""
TITLES = " ".join(each.TITLES for each in _ALL.values())
"""What stands before a family name."""
TELLING = " ".join(each.TELLING for each in _ALL.values())
"""Words that no greeting and no signature holds: where one stands, something is said."""
