"""English."""

from triaged.scorer.lexicon.en import calm, halt, harm, money, said, times

NEGATORS = "not no never none without t isnt wasnt arent"
FILLERS = """
    even still really very just currently suddenly completely totally actually simply all properly correctly
    fully quite also at the a an that so as is be been being any of this it want to
"""

PHRASES = {**said.PHRASES, **harm.PHRASES, **halt.PHRASES, **money.PHRASES, **times.PHRASES, **calm.PHRASES}
