"""triaged train: learn now, what was learned, and back to what judged before."""

import json

from triaged.errors import CommandRefused
from triaged.loops import foretelling
from triaged.loops.commands.request import Request, thread_named
from triaged.loops.desk import forecasts
from triaged.loops.learning import ASKED, TOLD
from triaged.model.forecast import Forecast
from triaged.model.lesson import Correction, Judged
from triaged.model.taught import KeptModel
from triaged.model.thread import Tone, Urgency
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.report.shown import at
from triaged.rules.foretold import why_not

CANDIDATES = 300
"""Mails among which those are looked for that would teach most."""


def train(tx: Tx, request: Request) -> Json:
    """Ask for it: the daemon learns within seconds, or as soon as it runs."""
    tx.remember(ASKED, request.now.isoformat())
    if request.policy.promise.basis == "forecast":
        tx.remember(foretelling.ASKED, request.now.isoformat())
    return {"done": "asked to learn", "since": at(request.now)}


def train_list(tx: Tx, request: Request) -> Json:
    """The models that are kept, and what came of learning last."""
    last = tx.remembered(TOLD)
    return {
        "models": [_shown(kept) for kept in tx.models()],
        "last": json.loads(last) if last else None,
        "waits": bool(tx.remembered(ASKED)),
        "forecasts": [
            _forecast_shown(tx, team, forecast, request) for team, forecast in forecasts(tx, request.policy).items()
        ],
    }


def _forecast_shown(tx: Tx, team: str, forecast: Forecast, request: Request) -> Json:
    """What one team's answers taught, and whether promises are based on it now."""
    policy = request.policy
    calendar, level = policy.calendars[policy.teams[team].calendar], policy.promise.forecast_level
    used = policy.promise.basis == "forecast"
    told = tx.remembered(foretelling.TOLD)
    return {
        "team": team,
        "made_at": at(forecast.made_at),
        "level": forecast.level,
        "answers": forecast.answers,
        "silent": why_not(forecast, calendar, level, request.now) if used else 'promise.basis is not "forecast"',
        "failed": json.loads(told)["failed"].get(team, "") if told else "",
    }


def train_back(tx: Tx, request: Request) -> Json:
    """The model before the current one judges again; before the first, the words alone."""
    task = _judged(request).value
    kept = [model for model in tx.models() if model.task == task]
    current = next((place for place, model in enumerate(kept) if model.current), None)
    if current is None:
        raise CommandRefused(f"no model judges {task}: its words do already")
    older = kept[current + 1 : current + 2]
    tx.use_model(task, older[0].model_id if older else None)
    judge = f"model {older[0].model_id} of {at(older[0].made_at)}" if older else "the words alone"
    return {"done": f"{task} is judged by {judge} again, within a minute"}


def label_list(tx: Tx, request: Request) -> Json:
    """Mails of persons of which nobody has said yet how urgent they are, what about, or in what mood: the newest."""
    what = _judged(request)
    found = [lesson for lesson in tx.lessons(limit=CANDIDATES) if what not in lesson.corrected]
    return {
        "mails": [
            {
                "thread": lesson.reference,
                "subject": lesson.subject,
                "text": lesson.text,
                "language": lesson.language,
                "received_at": at(lesson.received_at),
            }
            for lesson in found
        ]
    }


def label(tx: Tx, request: Request) -> Json:
    """What a person says of a mail, to learn from. The thread stays as it is, whatever is said."""
    what, value = _judged(request), request.text("value")
    words: tuple[str, ...] = tuple(request.policy.topics)
    if what is not Judged.TOPIC:
        words = tuple(Urgency) if what is Judged.URGENCY else tuple(Tone)
    if value not in words:
        raise CommandRefused(f"{value!r} is no {what.value}: {', '.join(words)}")
    thread = thread_named(tx, request.text("thread"))
    triage = thread.triage
    was = {Judged.URGENCY: triage.urgency, Judged.TONE: triage.tone, Judged.TOPIC: triage.topic}[what]
    said = Correction(what=what, was=was, value=value, person=request.person, at=request.now)
    tx.add_correction(thread.thread_id, said)
    return {"done": f"{thread.reference}: {what.value} {value}"}


def _judged(request: Request) -> Judged:
    what = request.text("what", Judged.URGENCY)
    if what not in set(Judged):
        raise CommandRefused(f"{what!r} is nothing that is learned: {', '.join(Judged)}")
    return Judged(what)


def _shown(kept: KeptModel) -> Json:
    return {
        "model": kept.model_id,
        "task": kept.task,
        "made_at": at(kept.made_at),
        "current": kept.current,
        "card": json.loads(kept.card),
    }


LEARNING = {
    "train": train,
    "train list": train_list,
    "train back": train_back,
    "label list": label_list,
    "label": label,
}
