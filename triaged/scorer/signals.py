"""What the scorer listens for: each signal with its weight, and how it is told to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Side(Enum):
    """How a signal counts."""

    DAMAGE = "damage"
    """What happened. Raises, without a limit."""
    PRESSURE = "pressure"
    """What the writer says about urgency. Moves the judgement by one class at most, up or down (T13)."""
    CALM = "calm"
    """What can wait. Lowers, the less the more damage is described."""
    OVER = "over"
    """That it is over. Lowers in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """`points` as docs/urgency.md explains them (a class is about two wide).

    `denied` names the signal that a phrase stands for after "not" or "no"; "" means that it then stands for nothing,
    None that "not" does not change it. `alone` is what remains of it where no other damage is described: "for 50 users"
    is an order as well.
    """

    key: str
    answer: str
    points: float
    side: Side = Side.DAMAGE
    denied: str | None = ""
    alone: float = 1.0


_ALL = (
    Signal(key="danger", answer="says that people are in danger", points=3.4),
    Signal(key="security", answer="says that something was broken into, stolen or abused", points=2.2),
    Signal(key="outage", answer="says that a whole service is down", points=1.9),
    Signal(key="loss", answer="says that data or property are lost", points=1.7),
    Signal(key="legal", answer="speaks of lawyers, courts or authorities", points=1.6),
    Signal(key="blocked", answer="says that they cannot work or get in", points=1.5),
    Signal(key="charged", answer="says that money was taken or a payment failed", points=1.3, denied=None),
    Signal(key="churn", answer="says that they want to leave", points=1.3),
    Signal(key="many", answer="says that many people are affected", points=1.2, alone=0.25),
    Signal(key="soon", answer="names a time within a day", points=1.2, denied=None),
    Signal(key="repeated", answer="writes again, or still waits for an answer", points=1.0, denied=None),
    Signal(key="broken", answer="says that something does not work", points=0.9),
    Signal(key="promise", answer="says that a promise was broken", points=0.9, denied=None),
    Signal(key="refund", answer="asks for money back, or disputes a bill", points=0.8, denied=None),
    Signal(key="missing", answer="says that something is missing, late, wrong or damaged", points=0.8),
    Signal(key="anger", answer="is angry", points=0.8),
    Signal(key="date", answer="names a date by which it is needed", points=0.7, denied=None),
    Signal(key="claim", answer="says that it is urgent", points=0.7, side=Side.PRESSURE, denied="patience"),
    Signal(key="patience", answer="says that it is not urgent", points=-1.0, side=Side.PRESSURE, denied=None),
    Signal(key="solved", answer="says that it is solved", points=-2.2, side=Side.OVER, denied="repeated"),
    Signal(key="spread", answer="writes to many people, or applies for a job", points=-1.4, side=Side.CALM),
    Signal(key="praise", answer="thanks or praises", points=-1.3, side=Side.CALM),
    Signal(key="wish", answer="wishes for something new", points=-1.1, side=Side.CALM),
    Signal(key="sales", answer="asks about prices or offers", points=-0.8, side=Side.CALM, denied=None),
    Signal(key="question", answer="asks a general question", points=-0.7, side=Side.CALM, denied=None),
)

SIGNALS: Mapping[str, Signal] = MappingProxyType({signal.key: signal for signal in _ALL})
