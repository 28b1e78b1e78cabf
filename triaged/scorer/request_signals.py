"""What is listened for to hear whether something is asked: each signal with its weight, and how it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSignal:
    """`points` as docs/tone.md explains them: above 0 something is asked, below 0 nothing is."""

    key: str
    answer: str
    points: float


_ALL = (
    RequestSignal(key="ask", answer="asks to do something", points=1.5),
    RequestSignal(key="mark", answer="asks with a question mark", points=1.3),
    RequestSignal(key="trouble", answer="tells of something to be mended", points=0.8),
    RequestSignal(key="meet", answer="wants to meet or talk", points=1.2),
    RequestSignal(key="order", answer="begins a sentence with an order", points=0.9),
    RequestSignal(key="question", answer="asks a question", points=0.5),
    RequestSignal(key="wish", answer="wishes or needs something", points=0.4),
    RequestSignal(key="invites", answer="invites us to write", points=0.3),
    RequestSignal(key="thanks", answer="thanks", points=-0.5),
    RequestSignal(key="news", answer="informs us", points=-0.8),
    RequestSignal(key="done", answer="says that nothing is left to do", points=-2.4),
)

REQUEST_SIGNALS: Mapping[str, RequestSignal] = MappingProxyType({signal.key: signal for signal in _ALL})
