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
    ToneSignal(key="rage", answer="is angry", points=2.0, denied="warm"),
    ToneSignal(key="outcry", answer="calls it outrageous", points=1.8, denied=""),
    ToneSignal(key="letdown", answer="is disappointed in us", points=2.0, denied=""),
    ToneSignal(key="insult", answer="insults", points=1.4, denied=""),
    ToneSignal(key="vexed", answer="finds it annoying", points=1.6, weak=True, denied=""),
    ToneSignal(key="irony", answer="is ironic", points=1.3),
    ToneSignal(key="threat", answer="threatens to leave or to complain", points=1.2, denied=""),
    ToneSignal(key="ignored", answer="feels ignored or put off", points=1.2),
    ToneSignal(key="again", answer="had to write again and again", points=0.9),
    ToneSignal(key="rhetoric", answer="asks without wanting an answer", points=1.5),
    ToneSignal(key="demand", answer="demands", points=0.8),
    ToneSignal(key="promised", answer="holds a broken word against us", points=0.7),
    ToneSignal(key="rights", answer="reminds us of what they pay, or of their rights", points=0.6),
    ToneSignal(key="hint", answer="sounds impatient", points=0.6),
    ToneSignal(key="trouble", answer="tells of trouble", points=1.0, weak=True),
    ToneSignal(key="long", answer="has waited long", points=0.6),
    ToneSignal(key="nobody", answer="says that nobody helps", points=0.5),
    ToneSignal(key="quotes", answer="quotes us", points=0.4),
    ToneSignal(key="shout", answer="shouts", points=0.4),
    ToneSignal(key="bang", answer="exclaims", points=0.3),
    ToneSignal(key="yours", answer="speaks of what is ours", points=0.25),
    ToneSignal(key="please", answer="asks politely", points=-0.1),
    ToneSignal(key="closes", answer="closes politely", points=-0.3),
    ToneSignal(key="greets", answer="greets", points=-0.5),
    ToneSignal(key="asks", answer="asks something", points=-0.5),
    ToneSignal(key="warm", answer="is friendly", points=-0.4),
    ToneSignal(key="worry", answer="is worried", points=-0.6),
    ToneSignal(key="thanks", answer="thanks", points=-0.6),
    ToneSignal(key="gratitude", answer="thanks warmly", points=-0.6, praise=1.2),
    ToneSignal(key="praise", answer="praises", points=-0.7, praise=1.0, denied="vexed"),
)

TONE_SIGNALS: Mapping[str, ToneSignal] = MappingProxyType({signal.key: signal for signal in _ALL})
