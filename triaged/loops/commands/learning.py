"""triaged train: learn now, what was learned, and back to what judged before."""

import json

from triaged.errors import CommandRefused
from triaged.loops.commands.request import Request
from triaged.loops.learning import ASKED, TOLD
from triaged.model.lesson import Judged
from triaged.model.taught import KeptModel
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.report.shown import at


def train(tx: Tx, request: Request) -> Json:
    """Ask for it: the daemon learns within seconds, or as soon as it runs."""
    tx.remember(ASKED, request.now.isoformat())
    return {"done": "asked to learn", "since": at(request.now)}


def train_list(tx: Tx, request: Request) -> Json:
    """The models that are kept, and what came of learning last."""
    last = tx.remembered(TOLD)
    return {
        "models": [_shown(kept) for kept in tx.models()],
        "last": json.loads(last) if last else None,
        "waits": bool(tx.remembered(ASKED)),
    }


def train_back(tx: Tx, request: Request) -> Json:
    """The model before the current one judges again; before the first, the words alone."""
    task = request.text("task")
    if task not in set(Judged):
        raise CommandRefused(f"{task!r} is nothing that is learned: {', '.join(Judged)}")
    kept = [model for model in tx.models() if model.task == task]
    current = next((place for place, model in enumerate(kept) if model.current), None)
    if current is None:
        raise CommandRefused(f"no model judges {task}: its words do already")
    older = kept[current + 1 : current + 2]
    tx.use_model(task, older[0].model_id if older else None)
    judge = f"model {older[0].model_id} of {at(older[0].made_at)}" if older else "the words alone"
    return {"done": f"{task} is judged by {judge} again, within a minute"}


def _shown(kept: KeptModel) -> Json:
    return {
        "model": kept.model_id,
        "task": kept.task,
        "made_at": at(kept.made_at),
        "current": kept.current,
        "card": json.loads(kept.card),
    }


LEARNING = {"train": train, "train list": train_list, "train back": train_back}
