"""German."""

from triaged.scorer.lexicon.de import calm, halt, harm, money, said, times

NEGATORS = "nicht kein keine keinen keinem keiner keinerlei nie niemals ohne nix"
FILLERS = """
    leider gar überhaupt noch immer mehr einfach plötzlich auch momentan aktuell derzeit jetzt komplett total so
    sehr besonders wirklich richtig ganz völlig bei mir uns ja schon eben halt ist es wäre
"""

PHRASES = {**said.PHRASES, **harm.PHRASES, **halt.PHRASES, **money.PHRASES, **times.PHRASES, **calm.PHRASES}
