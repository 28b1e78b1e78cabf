"""What is listened for to hear how a writer sounds: each signal with its weight, and how it is told to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneSignal:
    """`points` as docs/tone.md explains them: above 0 upset, below 0 calm. `praise`: what it says for "pleased".

    `weak`: it counts the less the longer the mail is: one such word in a line is much, in a page nothing.
    `denied` names the signal that a phrase stands for after "not" or "no": "" for nothing, None where "not" does not
    change it.
    """

    key: str
    answer: str
    points: float
    praise: float = 0.0
    weak: bool = False
    denied: str | None = None


_ALL = (
    ToneSignal(key="vexed", answer="finds it annoying", points=2.6, weak=True, denied=""),
    ToneSignal(key="rage", answer="is angry", points=2.5, denied="warm"),
    ToneSignal(key="letdown", answer="is disappointed in us", points=2.5, denied=""),
    ToneSignal(key="outcry", answer="calls it outrageous", points=2.4, denied=""),
    ToneSignal(key="irony", answer="is ironic", points=1.5),
    ToneSignal(key="anger", answer="complains", points=1.5, denied=""),
    ToneSignal(key="insult", answer="insults", points=1.4, denied=""),
    ToneSignal(key="trouble", answer="tells of trouble", points=1.3, weak=True),
    ToneSignal(key="rhetoric", answer="asks without wanting an answer", points=1.2),
    ToneSignal(key="ignored", answer="feels ignored or put off", points=1.0),
    ToneSignal(key="again", answer="had to write again and again", points=0.9),
    ToneSignal(key="yours", answer="speaks of what is ours", points=0.9),
    ToneSignal(key="quotes", answer="quotes a few words", points=0.9),
    ToneSignal(key="threat", answer="threatens to leave or to complain", points=0.8, denied=""),
    ToneSignal(key="demand", answer="demands", points=0.8),
    ToneSignal(key="hint", answer="sounds impatient", points=0.8),
    ToneSignal(key="long", answer="has waited long", points=0.8),
    ToneSignal(key="repeated", answer="writes again, or waits for an answer", points=0.6),
    ToneSignal(key="promised", answer="holds a broken word against us", points=0.6),
    ToneSignal(key="rights", answer="reminds us of what they pay, or of their rights", points=0.6),
    ToneSignal(key="nobody", answer="says that nobody helps", points=0.6),
    ToneSignal(key="shout", answer="shouts", points=0.4),
    ToneSignal(key="bang", answer="exclaims", points=0.35),
    ToneSignal(key="please", answer="asks politely", points=-0.1),
    ToneSignal(key="closes", answer="closes politely", points=-0.3),
    ToneSignal(key="news", answer="informs us", points=-0.4),
    ToneSignal(key="done", answer="says that nothing is left to do", points=-0.5),
    ToneSignal(key="warm", answer="is friendly", points=-0.5),
    ToneSignal(key="greets", answer="greets", points=-0.6),
    ToneSignal(key="worry", answer="is worried", points=-0.6),
    ToneSignal(key="thanks", answer="thanks", points=-0.6),
    ToneSignal(key="praise", answer="praises", points=-0.6, praise=1.0, denied="vexed"),
    ToneSignal(key="gratitude", answer="thanks warmly", points=-0.6, praise=1.2),
    ToneSignal(key="asks", answer="asks something", points=-1.0),
)

TONE_SIGNALS: Mapping[str, ToneSignal] = MappingProxyType({signal.key: signal for signal in _ALL})

LENT: Mapping[str, frozenset[str]] = MappingProxyType(
    {"urgency": frozenset({"anger", "repeated"}), "request": frozenset({"done", "news"})}
)
"""What other ears hear that tells of the tone too: ear and signals, whose keys are the same here."""
