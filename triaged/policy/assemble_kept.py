"""How promises are kept, and what mail is about: ladder, renewal, closing, channels, topics, incidents, articles."""

from triaged.policy.assemble_who import frozen
from triaged.policy.conditions import condition
from triaged.policy.patterns import Finds, Whole
from triaged.policy.read import Tables
from triaged.policy.shape import (
    ArticlesPolicy,
    BurstPolicy,
    Channel,
    ClosePolicy,
    FactEntry,
    Ladder,
    PreparedIncident,
    RenewalPolicy,
    Rung,
    Suggest,
    TopicEntry,
)
from triaged.policy.tables.subjects import SuggestTable

RUNGS = (
    Rung(at=50, tell=("owner",)),
    Rung(at=80, tell=("lead",)),
    Rung(at=100, tell=("manager",)),
)
"""The ladder where no [[ladder.rung]] is written."""


def ladder(tables: Tables) -> Ladder:
    """[ladder] with its rungs, lowest first; those of one share stay in the order of the file."""
    table = tables.single["ladder"].table
    rungs = [
        Rung(at=entry.table.at, tell=tuple(entry.table.tell), by=tuple(entry.table.by or ()))
        for entry in tables.ordered["ladder", "rung"]
    ]
    rungs.sort(key=lambda rung: rung.at)
    return Ladder(
        shows=table.shows,
        gather=table.gather,
        rungs=tuple(rungs) or RUNGS,
        repeat=table.repeat,
        answer=table.answer,
    )


def renewal(tables: Tables) -> RenewalPolicy:
    """[renewal]."""
    table = tables.single["renewal"].table
    return RenewalPolicy(send=table.send, ask_at=table.ask_at, before=table.before, most=table.most, needs=table.needs)


def close(tables: Tables) -> ClosePolicy:
    """[close]."""
    table = tables.single["close"].table
    return ClosePolicy(after=table.after, left_inbox=table.left_inbox, to_trash=table.to_trash, to_junk=table.to_junk)


def channels(tables: Tables) -> dict[str, Channel]:
    """Every [channel.KEY]."""
    return {
        key: Channel(
            key=key,
            kind=entry.table.kind,
            url=entry.table.url,
            sign=entry.table.sign,
            room=entry.table.room,
            token=entry.table.token,
            private=entry.table.private,
        )
        for key, entry in tables.named["channel"].items()
    }


def topics(tables: Tables) -> dict[str, TopicEntry]:
    """Every [topic.KEY]."""
    return {
        key: TopicEntry(
            key=key,
            name=frozen(entry.table.name),
            team=entry.table.team,
            needs=tuple(dict.fromkeys(entry.table.needs or ())),
            means=frozen(entry.table.means),
            examples=tuple(entry.table.examples),
            folders=tuple(dict.fromkeys(entry.table.folders)),
        )
        for key, entry in tables.named["topic"].items()
    }


def facts(tables: Tables) -> dict[str, FactEntry]:
    """Every [fact.KEY]."""
    found = {}
    for key, entry in tables.named["fact"].items():
        patterns = tuple(entry.table.find or ())
        found[key] = FactEntry(
            key=key,
            ask=frozen(entry.table.ask),
            find=tuple(one for one in patterns if isinstance(one, Finds)),
            files=tuple(one for one in patterns if isinstance(one, Whole)),
            waits=entry.table.waits,
        )
    return found


def incidents(tables: Tables) -> dict[str, PreparedIncident]:
    """Every [incident.KEY]."""
    return {
        key: PreparedIncident(
            key=key,
            name=frozen(entry.table.name),
            say=frozen(entry.table.say),
            like=condition(entry.table.like),
            news=entry.table.news,
            suggest=_suggest(entry.table.suggest),
        )
        for key, entry in tables.named["incident"].items()
    }


def articles(tables: Tables) -> ArticlesPolicy:
    """[articles]."""
    table = tables.single["articles"].table
    return ArticlesPolicy(folder=table.folder, sitemap=table.sitemap, url=table.url, most=table.most)


def burst(tables: Tables) -> BurstPolicy:
    """[burst]."""
    table = tables.single["burst"].table
    return BurstPolicy(alarm=table.alarm, threads=table.threads, within=table.within, tell=tuple(table.tell))


def _suggest(table: SuggestTable | None) -> Suggest | None:
    if table is None:
        return None
    return Suggest(mails=table.mails, within=table.within, tell=tuple(table.tell))
