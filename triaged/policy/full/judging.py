"""What is promised, how mail is judged, what it is about, as pairs of TOML."""

from typing import Any

from triaged.policy.quantities import show_clock, show_size
from triaged.policy.shape import (
    ArticlesPolicy,
    BurstPolicy,
    FactEntry,
    JudgePolicy,
    PreparedIncident,
    PromisePolicy,
    PromiseRow,
    Rule,
    TopicEntry,
    Trust,
    UrgencySetting,
    When,
)


def promise_pairs(promise: PromisePolicy) -> dict[str, Any]:
    """[promise]"""
    return {
        "basis": promise.basis,
        "forecast_level": promise.forecast_level,
        "round_to": show_clock(promise.round_to),
        "after_opening": show_clock(promise.after_opening),
        "at_least": show_clock(promise.at_least),
        "at_most": str(promise.at_most),
    }


def row_pairs(row: PromiseRow) -> dict[str, Any]:
    """[[promise.row]]"""
    spans = {"reply": row.reply, "next": row.next, "update": row.update, "solve": row.solve}
    calendar = {"calendar": row.calendar} if row.calendar else {}
    times = {key: str(span) for key, span in spans.items() if span is not None}
    return {"name": row.name, "when": _when(row.when)} | calendar | times


def rule_pairs(rule: Rule) -> dict[str, Any]:
    """[[rule]]"""
    urgency = rule.urgency and _urgency(rule.urgency)
    said: dict[str, Any] = {"urgency": urgency, "kind": rule.kind, "team": rule.team, "topic": rule.topic}
    said |= {"customer": rule.customer, "trusted": rule.trusted, "acknowledge": _acknowledge(rule)}
    said |= {"articles": rule.articles, "tell": rule.tell or None}
    return {"name": rule.name, "when": _when(rule.when)} | {k: value for k, value in said.items() if value is not None}


def _acknowledge(rule: Rule) -> str | None:
    if rule.acknowledge_after is None:
        return rule.acknowledge
    return f"{rule.acknowledge} {show_clock(rule.acknowledge_after)}"


def _urgency(setting: UrgencySetting) -> str:
    return f"at least {setting.urgency}" if setting.at_least else str(setting.urgency)


def _when(when: When) -> dict[str, Any]:
    pairs: dict[str, Any] = {
        "inbox": sorted(when.inbox),
        "from": [pattern.source for pattern in when.from_],
        "to": [pattern.source for pattern in when.to],
        "subject": [pattern.source for pattern in when.subject],
        "text": [pattern.source for pattern in when.text],
        "header": [f"{name}: {pattern.source}" for name, pattern in when.header],
        "attachment": [pattern.source for pattern in when.attachment],
        "larger_than": show_size(when.larger_than) if when.larger_than else None,
        "customer": sorted(when.customer),
        "language": sorted(when.language),
        "urgency": sorted(when.urgency, key=lambda urgency: urgency.rank),
        "team": sorted(when.team),
        "topic": sorted(when.topic),
        "tone": sorted(when.tone),
        "not": _when(when.not_) if when.not_ else None,
    }
    return {key: value for key, value in pairs.items() if value}


def judge_pairs(judge: JudgePolicy) -> dict[str, Any]:
    """[judge]"""
    said: dict[str, Any] = {"critical_needs": judge.critical_needs, "look_first": judge.look_first, "tone": judge.tone}
    likes = {"urgent_like": list(judge.urgent_like), "patient_like": list(judge.patient_like)}
    return said | {"sentences": judge.sentences} | likes


def topic_pairs(topic: TopicEntry) -> dict[str, Any]:
    """[topic.NAME]"""
    pairs: dict[str, Any] = {"name": topic.name, "means": topic.means, "examples": list(topic.examples)}
    pairs["folders"] = list(topic.folders)
    pairs |= {"team": topic.team} if topic.team is not None else {}
    return pairs | ({"needs": topic.needs} if topic.needs else {})


def fact_pairs(fact: FactEntry) -> dict[str, Any]:
    """[fact.NAME]"""
    find = [one.source for one in fact.find] + [f"attachment:{one.source}" for one in fact.files]
    return ({"find": find} if find else {}) | {"ask": fact.ask, "waits": fact.waits}


def incident_pairs(incident: PreparedIncident) -> dict[str, Any]:
    """[incident.NAME]"""
    pairs: dict[str, Any] = {
        "name": incident.name,
        "like": _when(incident.like),
        "news": show_clock(incident.news),
        "say": incident.say,
    }
    if incident.suggest is not None:
        suggest = incident.suggest
        within = show_clock(suggest.within)
        pairs["suggest"] = {"mails": suggest.mails, "within": within, "tell": suggest.tell}
    return pairs


def articles_pairs(articles: ArticlesPolicy) -> dict[str, Any]:
    """[articles]"""
    return {
        "folder": articles.folder,
        "sitemap": articles.sitemap,
        "url": articles.url,
        "most": articles.most,
    }


def burst_pairs(burst: BurstPolicy) -> dict[str, Any]:
    """[burst]"""
    return {
        "alarm": burst.alarm,
        "threads": burst.threads,
        "within": show_clock(burst.within),
        "tell": burst.tell,
    }


def trust_pairs(trust: Trust) -> dict[str, Any]:
    """[trust]"""
    own = {"own_mail": f"header:{trust.own_mail[0]}={trust.own_mail[1].source}"} if trust.own_mail else {}
    return {"results_of": sorted(trust.results_of)} | own | {"unproven": trust.unproven}
