"""Makes a model of the desk's own labels, or says why not.

Pure of the desk: it is given examples and gives a model. Who reads them from the store, writes the artefact and swaps
the models is elsewhere. Takes seconds of CPU: it belongs into a process of its own.
"""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from triaged.learn.accept import LEAST, LEAST_HELD, before, held_out, score
from triaged.learn.calibrate import temperature
from triaged.learn.card import Card
from triaged.learn.fit import Fitter, versions
from triaged.learn.labels import CORRECTED, Example, Task, count, in_order
from triaged.learn.metrics import calibration_error, reliability
from triaged.learn.model import Model, softmax
from triaged.learn.rows import rows_of

MOST = 20_000
"""Examples that are learned from: the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model that may take over. Its figures are on its card."""

    model: Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """No model, and why: a sentence for the lead. `new` and `before` are what was compared, None where nothing was."""

    reason: str
    new: float | None = None
    before: float | None = None


def train(examples: Sequence[Example], task: Task, current: Model | None, now: datetime) -> Trained | Refused:
    """Learn from the labels known at `now`; what comes out is not worse than `current` (None: day one) on unseen ones.

    The newest labels are held out, the rest is fitted, the two are compared; then all are fitted. Deterministic.
    """
    ordered = [each for each in in_order(examples, task) if each.at <= now][-MOST:]
    held = held_out(ordered, current)
    if held == 0:
        return Refused(reason=_too_few(len(ordered), current))
    if len({each.label for each in ordered[:-held]}) < 2:
        return Refused(reason="all labels are alike: there is nothing to tell apart")
    rows = rows_of(ordered, task)
    fitter = Fitter(rows, task)
    everything = np.arange(len(ordered))
    unseen = everything[-held:]
    fitter.fit(everything[:-held])
    logits, truth = fitter.logits(unseen), rows.truth[unseen]
    warmth = temperature(logits, truth)
    probabilities = softmax(logits, warmth)
    new, old = score(probabilities, truth, task), before(ordered[-held:], task, current)
    if not np.isfinite(new):
        return Refused(reason=f"the {held} newest labels are all alike: nothing can be compared on them")
    if new < old:
        return Refused(
            reason=f"on the {held} newest labels it would be worse than what is there ({new:.3f} against {old:.3f})",
            new=new,
            before=old,
        )
    figures = {
        "held out": float(held),
        "new": new,
        "before": old,
        "calibration error": calibration_error(reliability(truth, probabilities)),
    }
    fitter.fit(everything)
    told = {name: value for name, value in figures.items() if np.isfinite(value)}
    return Trained(model=fitter.model(temperature=warmth, card=_card(ordered, task, rows.sentences, told, now)))


def learned(examples: Sequence[Example], task: Task, now: datetime, *, held: int = 0) -> Model:
    """A model of these examples without any comparison, for measuring. At least one example.

    The newest `held` of them say how sure it may be (temperature) before it learns from them too.
    """
    ordered = in_order(examples, task)
    rows = rows_of(ordered, task)
    fitter = Fitter(rows, task)
    everything, warmth = np.arange(len(ordered)), 1.0
    if held:
        fitter.fit(everything[:-held])
        warmth = temperature(fitter.logits(everything[-held:]), rows.truth[-held:])
    fitter.fit(everything)
    return fitter.model(temperature=warmth, card=_card(ordered, task, rows.sentences, {}, now))


def _too_few(labels: int, current: Model | None) -> str:
    if labels < LEAST or current is None:
        return f"{labels} labels are too few; {LEAST} are needed"
    return f"fewer than {LEAST_HELD} labels are newer than the current model"


def _card(examples: Sequence[Example], task: Task, sentences: bool, figures: dict[str, float], now: datetime) -> Card:
    return Card(
        task=task.name,
        made=now,
        until=max(each.at for each in examples),
        labels=count(examples),
        weak=sum(each.weight < CORRECTED for each in examples),
        sentences=sentences,
        figures=figures,
        versions=versions({"python": platform.python_version()}),
    )
