"""Spanish."""

from triaged.scorer.lexicon.es import calm, halt, harm, money, said, times

NEGATORS = "no ni sin nunca ningún ninguna jamás tampoco"
FILLERS = """
    todavía aún nada realmente muy tan completamente totalmente actualmente lamentablemente desgraciadamente
    simplemente es está de un una el la lo que me nos se le en absoluto bien correctamente quiero queremos
"""

PHRASES = {**said.PHRASES, **harm.PHRASES, **halt.PHRASES, **money.PHRASES, **times.PHRASES, **calm.PHRASES}
