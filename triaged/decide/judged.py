"""How is a mail judged, with all that is known?

do their claims count?     rules/wolf
what else is known?        rules/circumstances
how urgent?                rules/urgency
what is it about?          rules/topic
how does the writer sound? rules/tone
"""

from dataclasses import dataclass

from triaged.decide.look import Looked
from triaged.decide.plan import team_of
from triaged.model.finding import Finding
from triaged.model.known import Known
from triaged.model.lesson import FirstWord
from triaged.model.thread import Happening, Kind, Score, Thread, Triage, Turn, Urgency
from triaged.policy.shape import Policy
from triaged.rules.circumstances import Around, Circumstance, circumstances, moved
from triaged.rules.threads import base_subject
from triaged.rules.tone import tone
from triaged.rules.topic import topic
from triaged.rules.urgency import urgency
from triaged.rules.wolf import believed

ASKS = frozenset({Happening.MAIL, Happening.NUDGE, Happening.OTHER})
"""Further mails that ask something of us: thanks from an important customer are no more urgent than other thanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How a mail was judged. `word` is what is remembered of it where it begins a thread."""

    triage: Triage
    word: FirstWord
    findings: tuple[Finding, ...]


def how_judged(
    looked: Looked, *, who: Kind, thread: Thread | None, said: Happening | None, known: Known, policy: Policy
) -> Heard:
    """The judgement of a mail. `thread` is the one that it goes on with, None for a new one; `said` what it says there.

    The rank stays that of the words: the levels of an inbox are measured by it (rules/levels).
    """
    judged = looked.judgement
    score = believed(judged.urgency, known.claims)
    if who is Kind.PERSON and (thread is None or said in ASKS):
        score = moved(score, _circumstances(looked, thread=thread, said=said, known=known, policy=policy))
    how, why_how = urgency(score, looked.says.urgency)
    about, why_about = topic(judged.topic, looked.says.topic)
    sounds, why_sounds = tone(judged.tone, judged=policy.judge.tone)
    by_topic = policy.topics[about].team if about in policy.topics else None
    team = looked.says.team[0] if looked.says.team else by_topic or looked.inbox.team
    if thread is not None and thread.turn is not Turn.NOBODY:
        team, about = team_of(thread, policy).key, thread.triage.topic or about
        how = min(how, thread.triage.urgency, key=lambda urgency: urgency.rank)
    if said is Happening.NUDGE:
        how, raised = _raised(how)
        why_how = (*why_how, *raised)
    triage = Triage(
        urgency=how,
        rank=score.rank,
        language=looked.facts.language,
        language_sure=looked.language_sure,
        team=team,
        customer_group=_group(looked, policy),
        topic=about,
        tone=sounds,
    )
    return Heard(
        triage=triage,
        word=_word(triage, score, looked),
        findings=(*why_how, *why_about, *why_sounds),
    )


def _word(triage: Triage, score: Score, looked: Looked) -> FirstWord:
    return FirstWord(
        urgency=triage.urgency.value,
        topic=triage.topic,
        tone=triage.tone.value,
        ruled=looked.says.ruled,
        sounded="" if score.sounded is None else score.sounded.value,
        claimed=score.unclaimed is not None,
    )


def _circumstances(
    looked: Looked, *, thread: Thread | None, said: Happening | None, known: Known, policy: Policy
) -> tuple[Circumstance, ...]:
    group = _group(looked, policy)
    around = Around(
        received=looked.message.received,
        subject=base_subject(looked.message.subject),
        thread=thread,
        others=tuple(one for one in known.recent if thread is None or one.thread_id != thread.thread_id),
        nudged=said is Happening.NUDGE,
        attachments=looked.message.attachments,
        group=group,
        importance=policy.customers[group].importance if group else "normal",
    )
    return circumstances(around)


def _group(looked: Looked, policy: Policy) -> str:
    """The first group of customers that the sender is in, "" for none."""
    return next((group for group in policy.customers if group in looked.facts.customer), "")


def _raised(how: Urgency) -> tuple[Urgency, tuple[Finding, ...]]:
    """One step more urgent, never critical: a customer who asks again is not pushed back (docs/promises.md 5)."""
    higher = {Urgency.LOW: Urgency.NORMAL, Urgency.NORMAL: Urgency.HIGH}.get(how, how)
    return higher, (Finding(question="How urgent is it?", answer=higher.value, evidence="the customer asks again"),)
