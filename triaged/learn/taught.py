"""What the desk's own labels make of a judgement: the learned model speaks where there is one, and says so."""

from collections.abc import Mapping
from dataclasses import replace

from triaged.learn.features import text_of
from triaged.learn.lessons import prior_of
from triaged.learn.model import Judged as Said
from triaged.learn.model import Model
from triaged.model.finding import Finding
from triaged.model.judgement import Judgement, ToneScore, TopicScore
from triaged.model.lesson import Judged
from triaged.model.mail import Message
from triaged.model.thread import Score, Tone, Urgency


def taught(judgement: Judgement, message: Message, models: Mapping[Judged, Model]) -> Judgement:
    """The judgement of day one, with what was learned in its place. Total.

    A learned topic counts where it is surer than the words are; urgency and tone always, since learning began at what
    the words say.
    """
    text = text_of(message.subject, message.own_text)
    said = {what: model.judge(text, prior=prior_of(judgement, what)) for what, model in models.items()}
    return replace(
        judgement,
        urgency=_urgency(judgement.urgency, said.get(Judged.URGENCY), models),
        tone=_tone(judgement.tone, said.get(Judged.TONE), models),
        topic=_topic(judgement.topic, said.get(Judged.TOPIC), models),
    )


def _urgency(score: Score, said: Said | None, models: Mapping[Judged, Model]) -> Score:
    if said is None:
        return score
    why = _why("How urgent is it?", said, models[Judged.URGENCY])
    return Score(urgency=Urgency(said.label), rank=said.rank, confidence=said.confidence, reasons=(*score.reasons, why))


def _tone(score: ToneScore, said: Said | None, models: Mapping[Judged, Model]) -> ToneScore:
    if said is None:
        return score
    why = _why("How does the writer sound?", said, models[Judged.TONE])
    return ToneScore(tone=Tone(said.label), rank=said.rank, confidence=said.confidence, reasons=(*score.reasons, why))


def _topic(score: TopicScore, said: Said | None, models: Mapping[Judged, Model]) -> TopicScore:
    if said is None or said.confidence <= score.confidence:
        return score
    why = _why("What is it about?", said, models[Judged.TOPIC])
    return TopicScore(key=said.label, confidence=said.confidence, reasons=(why,))


def _why(question: str, said: Said, model: Model) -> Finding:
    mails = sum(model.card.labels.values())
    return Finding(question=question, answer=said.label, evidence=f"{said.confidence:.0%}, learned from {mails} mails")
