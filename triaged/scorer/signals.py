"""What the scorer listens for: each signal with its weight, and how it is told to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Side(Enum):
    """How a signal counts."""

    DAMAGE = "damage"
    """What happened, and how near it is. Raises, without a limit."""
    PRESSURE = "pressure"
    """What the writer says about urgency. Moves the judgement by one class at most, up or down (T13)."""
    CALM = "calm"
    """What can wait. Lowers, all of it together not below a limit."""
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
    Signal(key="danger", answer="says that people are in danger", points=5.0),
    Signal(key="threat", answer="says that somebody is threatened, locked in or without a roof", points=2.8),
    Signal(key="health", answer="says that somebody is hurt, ill or needs medicine", points=2.4),
    Signal(key="leak", answer="says that strangers' data can be seen", points=2.4),
    Signal(key="security", answer="says that something was broken into, stolen or abused", points=2.0),
    Signal(key="standstill", answer="says that work stands still", points=2.0),
    Signal(key="outage", answer="says that a whole service is down", points=1.8),
    Signal(key="soon", answer="names a time within a day", points=2.0, denied=None),
    Signal(key="loss", answer="says that data or property are lost", points=1.6),
    Signal(key="blocked", answer="says that they cannot work or get in", points=1.6),
    Signal(key="now", answer="says that it happens now", points=2.0, denied=None, alone=0.5),
    Signal(key="near", answer="speaks of today or tomorrow", points=1.2, denied=None, alone=0.5),
    Signal(key="travel", answer="speaks of a journey", points=1.2, alone=0.5),
    Signal(key="needy", answer="speaks of the money they live on", points=1.2),
    Signal(key="impact", answer="says that their business suffers", points=1.6),
    Signal(key="charged", answer="says that money was taken or a payment failed", points=1.2, denied=None),
    Signal(key="legal", answer="speaks of lawyers, courts or authorities", points=1.2),
    Signal(key="churn", answer="says that they want to leave", points=1.0),
    Signal(key="repeated", answer="writes again, or still waits for an answer", points=1.2, denied=None),
    Signal(key="date", answer="names a date by which it is needed", points=1.2, denied=None, alone=0.8),
    Signal(key="event", answer="speaks of a day that does not come again", points=0.8, alone=0.5),
    Signal(key="consequence", answer="says what follows if nobody acts", points=1.0, denied=None),
    Signal(key="promise", answer="says that a promise was broken", points=0.7, denied=None),
    Signal(key="refund", answer="asks for money back, or disputes a bill", points=0.7, denied=None),
    Signal(key="sum", answer="names a large sum", points=0.7, denied=None, alone=0.5),
    Signal(key="clock", answer="names a time of day", points=0.7, denied=None, alone=0.5),
    Signal(key="broken", answer="says that something does not work", points=0.6),
    Signal(key="missing", answer="says that something is missing, late, wrong or damaged", points=0.5),
    Signal(key="anger", answer="is angry", points=0.6),
    Signal(key="many", answer="says that many people are affected", points=0.6, alone=0.25),
    Signal(key="ours", answer="writes for a firm or a group", points=0.6, denied=None, alone=0.5),
    Signal(key="frail", answer="speaks of children, old or disabled people", points=0.5, alone=0.25),
    Signal(key="fear", answer="is afraid, or at a loss", points=0.5),
    Signal(key="call", answer="asks to be called, or waits on the spot", points=0.5, denied=None, alone=0.5),
    Signal(key="claim", answer="says that it is urgent", points=0.6, side=Side.PRESSURE, denied="patience"),
    Signal(key="patience", answer="says that it is not urgent", points=-1.0, side=Side.PRESSURE, denied=None),
    Signal(key="solved", answer="says that it is solved", points=-2.2, side=Side.OVER, denied="repeated"),
    Signal(key="inform", answer="only tells, and asks for nothing", points=-1.4, side=Side.CALM),
    Signal(key="spread", answer="writes to many people, or applies for a job", points=-1.4, side=Side.CALM),
    Signal(key="wish", answer="wishes for something new", points=-1.6, side=Side.CALM),
    Signal(key="praise", answer="thanks or praises", points=-1.2, side=Side.CALM),
    Signal(key="fine", answer="says that nothing happened, or that it has time", points=-1.0, side=Side.CALM),
    Signal(key="sales", answer="asks about prices or offers", points=-1.0, side=Side.CALM, denied=None),
    Signal(key="question", answer="asks a general question", points=-0.8, side=Side.CALM, denied=None),
    Signal(key="asks", answer="asks several questions", points=-0.6, side=Side.CALM, denied=None),
)

SIGNALS: Mapping[str, Signal] = MappingProxyType({signal.key: signal for signal in _ALL})

DISTANT = "distant"
"""The key of phrases that tell of another time, or of what might be ("in case of", "last year"): no signal of their
own. What they are said of counts less."""
BEYOND_WORDS = frozenset({"clock", "ours", "asks"})
"""Signals that are read from figures and marks, not from phrases."""
