"""Is a mail nearer to what cannot wait, or to what can? By descriptions, without any label.

The words of the lexicon hear what they hold; this knows what is told in other words. Its points stand on the same scale
(scorer/weigh.py), so that ranks with and without sentences can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from triaged.learn.labels import Vector
from triaged.learn.sentences import Sentences
from triaged.model.finding import Finding

PRESSING = (
    "Our whole system is down and nobody can work.",
    "Production outage: all users are affected and the service is unavailable.",
    "The server crashed and does not respond any more.",
    "I cannot log in, access is blocked and I have to work today.",
    "It stopped working, an error message appears every time.",
    "Data was lost, files are gone.",
    "Security incident: an account was hacked, somebody stole data.",
    "Money was taken twice and I cannot pay my rent.",
    "Somebody is in danger.",
    "The deadline is today and we are blocked.",
    "Network connection failure, no internet in the office.",
    "Orders fail, customers cannot pay.",
    "My money is gone and I cannot buy food or pay the rent.",
    "I smell gas and my child is ill.",
    "Strangers can see other customers' personal data.",
    "My account was emptied by somebody I do not know.",
    "We lose money every hour because nothing works.",
    "We stand at the airport and cannot get on.",
    "The flat has no heating and no electricity.",
    "I need the medicine today.",
    "I am locked out and cannot get in.",
    "The wedding is tomorrow and the order has not come.",
    "They will cut us off tomorrow if this is not solved.",
    "I have written three times and nobody answers.",
)
"""What cannot wait, as customers of any trade would say it."""
PATIENT = (
    "Could you please tell me more about your product?",
    "A general question about how something works.",
    "Please create an account for a new colleague.",
    "Please order new equipment for the office.",
    "Request for information, no hurry.",
    "I would like to change my address.",
    "Could you send me a copy of the invoice?",
    "Please give me access to a folder.",
    "Thank you very much for your help.",
    "A suggestion for a new feature.",
    "Please schedule a meeting next month.",
    "Newsletter, offer, advertisement.",
    "I would like to know your opening hours.",
    "What does it cost, and do you have a discount?",
    "Everything works again, the matter is settled.",
    "I am very happy with your service.",
    "It would be nice if the app had a dark mode.",
    "Which of the two products do you recommend?",
    "Please send me the certificate for my records.",
    "I want to change my password or my e-mail address.",
    "I would like to return an item, it does not fit.",
    "How do I set this up?",
    "We plan to renew the contract next year.",
    "A small mistake in the text of your page.",
)
"""What can wait."""
SHARPNESS = 8.0
"""How much more the likest description counts than others: a desk's own one is heard among all that are built in."""
POINTS = 26.0
"""What a step of nearness counts, in the points of words. Chosen on training rows of public tickets and on the building
half of the gold set."""
MOST = 3.0
"""What meaning adds or takes away at most: alone it makes nothing critical."""
TELLING = 0.4
"""Points from which it is told. Less changes no class that was not at its edge."""
QUESTION = "How urgent is it?"
CANNOT_WAIT, CAN_WAIT = "reads like what cannot wait", "reads like what can wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """`points` for urgency, -MOST (can wait) to MOST (cannot); `like`: the description on that side that is likest."""

    points: float
    like: str

    def finding(self) -> Finding | None:
        """Why, in plain words; None where it says next to nothing."""
        if abs(self.points) < TELLING:
            return None
        answer = CANNOT_WAIT if self.points > 0 else CAN_WAIT
        return Finding(question=QUESTION, answer=answer, evidence=f'"{self.like}"')


class Nearness:
    """Knows what cannot wait and what can: what is built in, and what the desk itself tells (`[judge]`)."""

    def __init__(self, sentences: Sentences, *, urgent: Sequence[str] = (), patient: Sequence[str] = ()) -> None:
        self._pressing = _Told((*urgent, *PRESSING), sentences)
        self._patient = _Told((*patient, *PATIENT), sentences)

    def of(self, vector: Vector) -> Near:
        """How near a mail's vector is. Total."""
        pressing, patient = self._pressing.of(vector), self._patient.of(vector)
        points = max(-MOST, min(MOST, POINTS * (pressing[0] - patient[0])))
        return Near(points=points, like=(pressing if points > 0 else patient)[1])


class _Told:
    """Descriptions of one side."""

    def __init__(self, texts: tuple[str, ...], sentences: Sentences) -> None:
        self._texts = texts
        self._vectors: npt.NDArray[np.float32] = sentences.vectors(texts)

    def of(self, vector: Vector) -> tuple[float, str]:
        """A soft maximum of the cosines, and the likest description."""
        cosines: npt.NDArray[Any] = self._vectors @ vector
        soft = float(np.log(np.exp(SHARPNESS * cosines.astype(np.float64)).mean())) / SHARPNESS
        return soft, self._texts[int(cosines.argmax())]
