"""What the desk's own labels make of a judgement: the learned model speaks where there is one, and says so."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from triaged.learn.dayone import log_odds
from triaged.learn.features import text_of
from triaged.learn.labels import Vector
from triaged.learn.lessons import prior_of
from triaged.learn.model import Judged as Said
from triaged.learn.model import Model
from triaged.model.finding import Finding
from triaged.model.judgement import Judgement, ToneScore, TopicScore
from triaged.model.lesson import NO_TOPIC, Judged
from triaged.model.mail import Message
from triaged.model.thread import Score, Tone, Urgency

_WORD = re.compile(r"\w+")


def taught(
    judgement: Judgement,
    message: Message,
    models: Mapping[Judged, Model],
    *,
    by_words: Judgement | None = None,
    vector: Vector | None = None,
) -> Judgement:
    """The judgement of day one, with what was learned in its place. Total.

    A learned topic counts where it is surer than day one is, and so does that it is none; urgency and tone always,
    since learning began at what day one says. Where `judgement` knows the meaning of the mail (`vector`), `by_words` is
    what the words alone say: a model that learned without sentences starts from there.
    """
    text = text_of(message.subject, message.own_text)
    begun = {what: judgement if model.card.sentences else by_words or judgement for what, model in models.items()}
    said = {what: model.judge(text, prior=prior_of(begun[what], what), vector=vector) for what, model in models.items()}
    urgency = judgement.urgency
    if Judged.URGENCY in models:
        model = models[Judged.URGENCY]
        unclaimed = _unclaimed(urgency, begun[Judged.URGENCY].urgency, text, model, vector)
        urgency = replace(_learned(urgency, said[Judged.URGENCY], model), unclaimed=unclaimed)
    return replace(
        judgement,
        urgency=urgency,
        tone=_tone(judgement.tone, said.get(Judged.TONE), models),
        topic=_topic(judgement.topic, said.get(Judged.TOPIC), models),
    )


def _unclaimed(score: Score, begun: Score, text: str, model: Model, vector: Vector | None) -> Score | None:
    """What a model that learned to start from `begun` says of the mail without its claims; None where it has none."""
    if score.unclaimed is None:
        return None
    prior = (log_odds((begun.unclaimed or begun).rank),)
    said = model.judge(without_claims(text, score.claims), prior=prior, vector=vector)
    return _learned(score.unclaimed, said, model)


def _learned(score: Score, said: Said, model: Model) -> Score:
    why = _why("How urgent is it?", said, model)
    reasons = (*score.reasons, why)
    return replace(
        score, urgency=Urgency(said.label), rank=said.rank, confidence=said.confidence, reasons=reasons, proven=False
    )


def without_claims(text: str, claims: Collection[str]) -> str:
    """A text without the phrases that only say that it is urgent, without capitals and exclamation marks."""
    text = text.lower().replace("!", ".")
    for claim in claims:
        phrase = r"\W+".join(map(re.escape, _WORD.findall(claim.lower())))
        text = re.sub(rf"\b{phrase}\b", " ", text) if phrase else text
    return text


def _tone(score: ToneScore, said: Said | None, models: Mapping[Judged, Model]) -> ToneScore:
    if said is None:
        return score
    why = _why("How does the writer sound?", said, models[Judged.TONE])
    return ToneScore(tone=Tone(said.label), rank=said.rank, confidence=said.confidence, reasons=(*score.reasons, why))


def _topic(score: TopicScore, said: Said | None, models: Mapping[Judged, Model]) -> TopicScore:
    """Of a topic that it never saw a model cannot say that it is none."""
    if said is None or said.confidence <= score.confidence:
        return score
    if said.label == NO_TOPIC:
        seen = score.key in models[Judged.TOPIC].card.labels
        return replace(score, confidence=1 - said.confidence) if seen else score
    why = _why("What is it about?", said, models[Judged.TOPIC])
    return TopicScore(key=said.label, confidence=said.confidence, reasons=(why,))


def _why(question: str, said: Said, model: Model) -> Finding:
    mails = sum(model.card.labels.values())
    return Finding(question=question, answer=said.label, evidence=f"{said.confidence:.0%}, learned from {mails} mails")
