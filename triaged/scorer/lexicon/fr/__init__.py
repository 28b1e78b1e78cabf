"""French."""

from triaged.scorer.lexicon.fr import calm, halt, harm, money, said, times

NEGATORS = "pas ne n sans aucun aucune jamais ni rien"
FILLERS = """
    toujours encore vraiment du tout absolument malheureusement actuellement plus même complètement totalement
    très si est il y a de d un une le l c ce soudain depuis bien entièrement
"""

PHRASES = {**said.PHRASES, **harm.PHRASES, **halt.PHRASES, **money.PHRASES, **times.PHRASES, **calm.PHRASES}
