"""What does a mail say by itself, before the store is asked?

in which language?       rules/language
how urgent does it look, how does the writer sound, what is it about? the judge
which rules fit?         policy/fits
which article answers it? rules/articles
whom would we answer?    rules/addressee
is the sender proven?    rules/proof
what is it looked up by? rules/threads
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from triaged.model.addressee import Addressee
from triaged.model.article import Offer
from triaged.model.finding import Finding
from triaged.model.judgement import Judgement
from triaged.model.known import Lookup
from triaged.model.lesson import Judged
from triaged.model.mail import Message
from triaged.model.ports import Judge
from triaged.model.thread import Kind, Proof, Score
from triaged.policy.fits import Facts, customer_groups, fitting_rules
from triaged.policy.shape import InboxEntry, Policy, Rule, UrgencySetting
from triaged.rules import tone, topic, urgency
from triaged.rules.addressee import addressee
from triaged.rules.articles import NO_SHELF, Shelf, articles
from triaged.rules.language import language
from triaged.rules.proof import proof
from triaged.rules.threads import lookup

NOBODY = frozenset[str]()


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What rules.toml says of a mail: for each attribute the first [[rule]] that fits and speaks of it.

    `after`: how long the letter waits while we are open. `tell`: who hears of the mail at once. `articles`: whether the
    letter may name help articles.
    """

    kind: tuple[Kind, str] | None = None
    urgency: tuple[UrgencySetting, str] | None = None
    team: tuple[str, str] | None = None
    topic: tuple[str, str] | None = None
    acknowledge: tuple[str, str] | None = None
    after: timedelta | None = None
    tell: tuple[str, ...] = ()
    articles: bool | None = None
    customer_in_reply_to: bool = False
    trusted: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def ruled(self) -> frozenset[Judged]:
        """What is not left to the judge: "at least high" leaves it a part, and counts as ruled all the same."""
        said = {Judged.URGENCY: self.urgency, Judged.TOPIC: self.topic}
        return frozenset(what for what, by_rule in said.items() if by_rule is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Everything that is known of a mail before the store is asked. `articles`: those that may answer it."""

    message: Message
    inbox: InboxEntry
    facts: Facts
    says: Says
    addressee: Addressee
    proof: Proof
    judgement: Judgement
    language_sure: bool
    lookup: Lookup
    articles: tuple[Offer, ...] = ()
    findings: tuple[Finding, ...] = ()


def look_at(
    message: Message,
    *,
    inbox: InboxEntry,
    policy: Policy,
    judge: Judge,
    now: datetime,
    shelf: Shelf = NO_SHELF,
) -> Looked:
    """Ask what the mail itself answers.

    `judge` is the built-in or a trained one, `shelf` the help articles of the house.
    """
    spoken, sure, language_finding = language(message.own_text or message.subject, policy.company.languages)
    judgement = judge.judge(message, spoken)
    facts = _facts(message, inbox=inbox, policy=policy, language=spoken, judgement=judgement)
    says = _says(policy, facts)
    whom, whom_findings = addressee(
        message, inbox=inbox, policy=policy, form_by_rule=says.customer_in_reply_to, trusted_by_rule=says.trusted
    )
    proven, proof_findings = proof(message, addressee=whom, policy=policy)
    found, articles_findings = _articles(
        message, says, policy, on=shelf, language=spoken if sure else "", score=judgement.urgency
    )
    return Looked(
        message=message,
        inbox=inbox,
        facts=facts,
        says=says,
        addressee=whom,
        proof=proven,
        judgement=judgement,
        language_sure=sure,
        lookup=lookup(message, addressee=whom, policy=policy, now=now, claims=judgement.urgency.unclaimed is not None),
        articles=found,
        findings=(language_finding, *says.findings, *whom_findings, *proof_findings, *articles_findings),
    )


def _articles(
    message: Message, says: Says, policy: Policy, *, on: Shelf, language: str, score: Score
) -> tuple[tuple[Offer, ...], tuple[Finding, ...]]:
    """What may answer it; nothing where a rule says so, or where the language of the letter is not clear."""
    if policy.articles is None or says.articles is False:
        return (), ()
    found, findings = articles(message, on=on, language=language, score=score, most=policy.articles.most)
    return tuple(article.offer for article in found), findings


def _facts(message: Message, *, inbox: InboxEntry, policy: Policy, language: str, judgement: Judgement) -> Facts:
    author = message.author
    return Facts(
        inbox=inbox.key,
        from_=author.key if author else "",
        to=message.addressed,
        subject=message.subject,
        text=message.text,
        headers=message.headers,
        attachments=tuple((a.name, a.content_type) for a in message.attachments),
        size=message.size,
        customer=customer_groups(policy, author.key) if author and policy.customers else NOBODY,
        language=language,
        urgency=urgency.by_score(judgement.urgency),
        team=inbox.team,
        topic=topic.by_score(judgement.topic),
        tone=tone.by_score(judgement.tone, judged=policy.judge.tone),
    )


def _says(policy: Policy, facts: Facts) -> Says:
    says, findings = Says(), []
    for rule, evidence in fitting_rules(policy, facts):
        added = _spoken(says, rule)
        if added != says:
            findings.append(
                Finding(question="Which rule fits?", answer=rule.name, evidence=evidence, row=f'rule "{rule.name}"')
            )
            says = added
    return replace(says, findings=tuple(findings)) if findings else says


def _spoken(says: Says, rule: Rule) -> Says:
    """What is said with this rule: it speaks only of what no rule before it spoke of."""
    name = rule.name
    return Says(
        kind=says.kind or (None if rule.kind is None else (rule.kind, name)),
        urgency=says.urgency or (None if rule.urgency is None else (rule.urgency, name)),
        team=says.team or (None if rule.team is None else (rule.team, name)),
        topic=says.topic or (None if rule.topic is None else (rule.topic, name)),
        acknowledge=says.acknowledge or (None if rule.acknowledge is None else (rule.acknowledge, name)),
        after=says.after if says.acknowledge else rule.acknowledge_after,
        tell=says.tell or rule.tell,
        articles=rule.articles if says.articles is None else says.articles,
        customer_in_reply_to=says.customer_in_reply_to or rule.customer == "reply-to",
        trusted=says.trusted or rule.trusted,
    )
