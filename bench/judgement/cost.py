"""What judging, learning and loading cost: CPU time of one core, the least of several runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from bench.judgement.mails import message
from bench.judgement.row import Row
from bench.judgement.sets import NOT_INSTALLED, NOW, examples, task_of
from bench.judgement.supervised import shuffled
from bench.judgement.tickets import tickets
from triaged.learn.artefact import from_octets, to_octets
from triaged.learn.features import text_of
from triaged.learn.meaning import Meaning
from triaged.learn.model import Model
from triaged.learn.sentences import Sentences, sentences
from triaged.learn.train import learned
from triaged.model.mail import Message
from triaged.scorer.judge import WordJudge

WORDS = 120
MAILS = 100
RUNS = 15
LABELS = 5_000
MEGABYTE = 1_000_000


def rows() -> Iterator[Row]:
    """A mail of 120 words judged by day one and by a learned model; 5,000 labels learned; the file and its reading."""
    task = task_of("endava_urgency")
    labels = shuffled(examples(tickets("endava_urgency")[:LABELS], task))
    began = time.process_time()
    model = learned(labels, task, NOW, held=LABELS // 5)
    learning = time.process_time() - began
    mails = [message(*_mail(place)) for place in range(MAILS)]
    encoder = sentences()
    yield _judging(mails, model, None)
    if encoder is None:
        yield Row(what="judging a mail, with sentences", on="120 words", value=None, least=16.0, note=NOT_INSTALLED)
    else:
        yield _judging(mails, model, encoder)
    yield Row(
        what=f"learning {LABELS:,} labels",
        on="endava_urgency",
        value=learning,
        least=5.0,
        better="lower",
        shown="{:.1f} s",
        note="four fifths, the temperature, then all",
    )
    octets = to_octets(model)
    size, loading = len(octets) / MEGABYTE, _least(lambda: from_octets(octets), 1)
    on = f"{LABELS:,} labels"
    yield Row(what="artefact", on=on, value=size, least=5.0, better="lower", shown="{:.2f} MB")
    yield Row(what="loading it", on=on, value=loading, least=0.2, better="lower", shown="{:.3f} s")


def _judging(mails: Sequence[Message], model: Model, encoder: Sentences | None) -> Row:
    judge = WordJudge()
    meaning = None if encoder is None else Meaning(encoder, {})

    def judge_all() -> None:
        for each in mails:
            said = judge.judge(each, "en")
            if meaning is not None:
                said = meaning.added(said, meaning.vector(each))
            model.judge(text_of(each.subject, each.own_text), prior=(said.urgency.rank,))

    return Row(
        what=f"judging a mail, {'words only' if encoder is None else 'with sentences'}",
        on=f"{WORDS} words",
        value=1000 * _least(judge_all, MAILS),
        least=0.75 if encoder is None else 16.0,
        aim=0.5 if encoder is None else 8.0,
        better="lower",
        shown="{:.2f} ms",
        note="urgency, tone, request, and a learned model",
    )


def _least(run: Callable[[], object], count: int) -> float:
    """Seconds of CPU for one of `count`."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return min(times) / count


def _mail(place: int) -> tuple[str, str]:
    """A subject and a text, together 120 words of real complaints."""
    words: list[str] = []
    rows = tickets("complaints")
    while len(words) < WORDS:
        words += rows[place].text.split()
        place += MAILS
    return " ".join(words[:6]), " ".join(words[6:WORDS])
